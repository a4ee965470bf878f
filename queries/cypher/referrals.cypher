// title: Referrals
// question: Which cases went from one body to another, and when?
// param to: body -- only to this body
// param body: body -- only from meetings of this body
// param municipality: municipality -- only meetings in this municipality
// param case: case -- only this case
// param since: date = first -- from this day on
// param until: date = last -- up to and including this day
// columns: date, meeting, item, title, case_number, to, referred_on, confidence, passage
// order: date, meeting, item, to, referred_on, case_number

MATCH (i:AgendaItem)-[r:REFERRED_TO]->(t:Body)
WHERE $to_id = '' OR t.id = $to_id
MATCH (i)-[:ON_AGENDA_OF]->(m:Meeting)
WHERE ($body_id = '' OR EXISTS { MATCH (m)-[:HELD_BY]->(held:Body) WHERE held.id = $body_id })
  AND ($municipality_id = '' OR EXISTS {
    MATCH (m)-[:HELD_BY]->(:Body)-[:IN_MUNICIPALITY]->(town:Municipality) WHERE town.id = $municipality_id })
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
OPTIONAL MATCH (i)-[:ABOUT_CASE]->(c:`Case`)
WITH i, r, t, m, c
WHERE $case_id = '' OR c.id = $case_id
RETURN m.date AS date, m.name AS meeting, i.number AS item, i.title AS title, c.number AS case_number, t.name AS `to`,
  r.date AS referred_on, r.confidence AS confidence, r.passage AS passage
UNION ALL
MATCH (m:Meeting)-[r:REFERRED_TO]->(t:Body)
WHERE ($to_id = '' OR t.id = $to_id)
  AND $case_id = ''
  AND ($body_id = '' OR EXISTS { MATCH (m)-[:HELD_BY]->(held:Body) WHERE held.id = $body_id })
  AND ($municipality_id = '' OR EXISTS {
    MATCH (m)-[:HELD_BY]->(:Body)-[:IN_MUNICIPALITY]->(town:Municipality) WHERE town.id = $municipality_id })
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
RETURN m.date AS date, m.name AS meeting, '' AS item, '' AS title, '' AS case_number, t.name AS `to`,
  r.date AS referred_on, r.confidence AS confidence, r.passage AS passage
