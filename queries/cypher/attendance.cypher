// title: Attendance
// question: Who attended which meetings, and how?
// param body: body -- only meetings of this body
// param person: person -- only this person
// param municipality: municipality -- only meetings in this municipality
// param status: text = "" -- only those listed as present, absent, partial or guest
// param since: date = first -- from this day on
// param until: date = last -- up to and including this day
// columns: date, meeting, person, status, contested, confidence, passage
// order: date, meeting, person, status

MATCH (p:Person)-[a:ATTENDED]->(m:Meeting)
WHERE ($person_id = '' OR p.id = $person_id)
  AND ($body_id = '' OR EXISTS { MATCH (m)-[:HELD_BY]->(held:Body) WHERE held.id = $body_id })
  AND ($municipality_id = '' OR EXISTS {
    MATCH (m)-[:HELD_BY]->(:Body)-[:IN_MUNICIPALITY]->(town:Municipality) WHERE town.id = $municipality_id })
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
WITH p, a, m
WHERE $status_text = '' OR a.status = $status_text
RETURN m.date AS date, m.name AS meeting, p.name AS person, a.status AS status,
  coalesce(a.contested, false) AS contested, a.confidence AS confidence, a.passage AS passage
