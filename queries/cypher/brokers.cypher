// title: People who join bodies
// question: Who takes part in the meetings of several bodies, and so carries news between them?
// param municipality: municipality -- only meetings in this municipality
// param min_bodies: int = 2 -- in at least so many bodies
// param since: date = first -- from this day on
// param until: date = last -- up to and including this day
// columns: bodies, person, body, municipality, meetings, first_date, last_date, passage
// order: -bodies, person, -meetings, body

MATCH (m:Meeting)-[:HELD_BY]->(h:Body)
WHERE ($municipality_id = '' OR EXISTS {
    MATCH (m)-[:HELD_BY]->(:Body)-[:IN_MUNICIPALITY]->(town:Municipality) WHERE town.id = $municipality_id })
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
WITH m.id AS meeting, count(h.id) AS holders, min(h.id) AS holder
WHERE holders = 1
MATCH (p:Person)-[a:ATTENDED]->(m:Meeting)
WHERE m.id = meeting
WITH p.id AS one, holder, a.status AS status
WHERE status <> 'absent'
WITH DISTINCT one, holder
WITH one, count(holder) AS bodies
WHERE bodies >= $min_bodies
MATCH (m:Meeting)-[:HELD_BY]->(h:Body)
WHERE ($municipality_id = '' OR EXISTS {
    MATCH (m)-[:HELD_BY]->(:Body)-[:IN_MUNICIPALITY]->(town:Municipality) WHERE town.id = $municipality_id })
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
WITH one, bodies, m.id AS meeting, m.date AS date, count(h.id) AS holders, min(h.id) AS holder
WHERE holders = 1
MATCH (p:Person)-[a:ATTENDED]->(m:Meeting)
WHERE p.id = one AND m.id = meeting
WITH one, p.name AS person, bodies, holder, meeting, date, a.status AS status, a.passage AS stated
WHERE status <> 'absent'
WITH one, person, bodies, holder, meeting, date, min(stated) AS first_stated
WITH one, person, bodies, holder, count(meeting) AS meetings, min(date) AS first_date, max(date) AS last_date,
  min(first_stated) AS passage
MATCH (b:Body) WHERE b.id = holder
OPTIONAL MATCH (b)-[:IN_MUNICIPALITY]->(u:Municipality)
RETURN bodies, person, b.name AS body, u.name AS municipality, meetings, first_date, last_date, passage
