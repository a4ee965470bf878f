// title: Who meets whom
// question: Who sat at the same meetings, and how often?
// param person: person -- only pairs with this person
// param body: body -- only meetings of this body
// param municipality: municipality -- only meetings in this municipality
// param min_meetings: int = 2 -- at least so many meetings
// param since: date = first -- from this day on
// param until: date = last -- up to and including this day
// columns: meetings, person, other, first_date, last_date, passage, other_passage
// order: -meetings, person, other

MATCH (p:Person)-[a:ATTENDED]->(m:Meeting)<-[c:ATTENDED]-(q:Person)
WHERE p.id <> q.id
  AND (($person_id = '' AND p.id < q.id) OR p.id = $person_id)
  AND ($body_id = '' OR EXISTS { MATCH (m)-[:HELD_BY]->(held:Body) WHERE held.id = $body_id })
  AND ($municipality_id = '' OR EXISTS {
    MATCH (m)-[:HELD_BY]->(:Body)-[:IN_MUNICIPALITY]->(town:Municipality) WHERE town.id = $municipality_id })
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
WITH p.id AS one, q.id AS two, m.id AS meeting, m.date AS date, a.status AS status, c.status AS other_status
WHERE status <> 'absent' AND other_status <> 'absent'
WITH DISTINCT one, two, meeting, date
WITH one, two, count(meeting) AS meetings, min(date) AS first_date, max(date) AS last_date, max(meeting) AS shown
WHERE meetings >= $min_meetings
MATCH (p:Person)-[a:ATTENDED]->(m:Meeting)<-[c:ATTENDED]-(q:Person)
WHERE p.id = one AND q.id = two AND m.id = shown
WITH one, two, meetings, first_date, last_date, p.name AS person, q.name AS other, a.status AS status,
  c.status AS other_status, a.passage AS stated, c.passage AS told
WHERE status <> 'absent' AND other_status <> 'absent'
RETURN one, two, meetings, person, other, first_date, last_date, min(stated) AS passage, min(told) AS other_passage
