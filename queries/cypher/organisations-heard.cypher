// title: Organisations heard
// question: Which organisations are named, heard or given tasks, and where?
// param organisation: organisation -- only this organisation
// param body: body -- only meetings of this body
// param municipality: municipality -- only meetings in this municipality
// param since: date = first -- from this day on
// param until: date = last -- up to and including this day
// columns: organisation, date, meeting, item, kind, text, confidence, passage
// order: organisation, date, meeting, item, kind

MATCH (o:Organisation)-[f:MENTIONED_AT]->(m:Meeting)
WHERE ($organisation_id = '' OR o.id = $organisation_id)
  AND ($body_id = '' OR EXISTS { MATCH (m)-[:HELD_BY]->(held:Body) WHERE held.id = $body_id })
  AND ($municipality_id = '' OR EXISTS {
    MATCH (m)-[:HELD_BY]->(:Body)-[:IN_MUNICIPALITY]->(town:Municipality) WHERE town.id = $municipality_id })
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
RETURN o.name AS organisation, m.date AS date, m.name AS meeting, '' AS item, 'named' AS kind, '' AS text,
  f.confidence AS confidence, f.passage AS passage
UNION ALL
MATCH (o:Organisation)-[:SAID]->(f:Statement)-[:AT_ITEM]->(i:AgendaItem)-[:ON_AGENDA_OF]->(m:Meeting)
WHERE ($organisation_id = '' OR o.id = $organisation_id)
  AND ($body_id = '' OR EXISTS { MATCH (m)-[:HELD_BY]->(held:Body) WHERE held.id = $body_id })
  AND ($municipality_id = '' OR EXISTS {
    MATCH (m)-[:HELD_BY]->(:Body)-[:IN_MUNICIPALITY]->(town:Municipality) WHERE town.id = $municipality_id })
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
RETURN o.name AS organisation, m.date AS date, m.name AS meeting, i.number AS item, 'heard' AS kind, f.text AS text,
  f.confidence AS confidence, f.passage AS passage
UNION ALL
MATCH (o:Organisation)-[:RECOMMENDED]->(f:Recommendation)-[:AT_ITEM]->(i:AgendaItem)-[:ON_AGENDA_OF]->(m:Meeting)
WHERE ($organisation_id = '' OR o.id = $organisation_id)
  AND ($body_id = '' OR EXISTS { MATCH (m)-[:HELD_BY]->(held:Body) WHERE held.id = $body_id })
  AND ($municipality_id = '' OR EXISTS {
    MATCH (m)-[:HELD_BY]->(:Body)-[:IN_MUNICIPALITY]->(town:Municipality) WHERE town.id = $municipality_id })
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
RETURN o.name AS organisation, m.date AS date, m.name AS meeting, i.number AS item, 'recommends' AS kind,
  f.text AS text,  f.confidence AS confidence, f.passage AS passage
UNION ALL
MATCH (o:Organisation)-[:OWES]->(f:Commitment)-[:AT_ITEM|AT_MEETING|ON_AGENDA_OF*1..2]->(m:Meeting)
WHERE ($organisation_id = '' OR o.id = $organisation_id)
  AND ($body_id = '' OR EXISTS { MATCH (m)-[:HELD_BY]->(held:Body) WHERE held.id = $body_id })
  AND ($municipality_id = '' OR EXISTS {
    MATCH (m)-[:HELD_BY]->(:Body)-[:IN_MUNICIPALITY]->(town:Municipality) WHERE town.id = $municipality_id })
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
OPTIONAL MATCH (f)-[:AT_ITEM]->(i:AgendaItem)
RETURN o.name AS organisation, m.date AS date, m.name AS meeting, i.number AS item, 'has a task' AS kind,
  f.text AS text,  f.confidence AS confidence, f.passage AS passage
