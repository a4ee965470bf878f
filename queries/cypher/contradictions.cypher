// title: Contradictions
// question: Where do the minutes contradict themselves on who took part?
// param body: body -- only meetings of this body
// param municipality: municipality -- only meetings in this municipality
// param since: date = first -- from this day on
// param until: date = last -- up to and including this day
// columns: date, meeting, person, status, other_status, passage, other_passage
// order: date, meeting, person, status

MATCH (p:Person)-[a:ATTENDED]->(m:Meeting)<-[c:ATTENDED]-(p)
WHERE ($body_id = '' OR EXISTS { MATCH (m)-[:HELD_BY]->(held:Body) WHERE held.id = $body_id })
  AND ($municipality_id = '' OR EXISTS {
    MATCH (m)-[:HELD_BY]->(:Body)-[:IN_MUNICIPALITY]->(town:Municipality) WHERE town.id = $municipality_id })
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
WITH p, m, a, c
WHERE a.status < c.status
RETURN m.date AS date, m.name AS meeting, p.name AS person, a.status AS status, c.status AS other_status,
  a.passage AS passage, c.passage AS other_passage
