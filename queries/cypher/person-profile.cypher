// title: Profile of a person
// question: What do the minutes say about a person: where, in which role, what was said, voted and promised?
// param person: person required -- the person
// param since: date = first -- from this day on
// param until: date = last -- up to and including this day
// columns: date, kind, meeting, item, detail, confidence, passage
// order: date, kind, meeting, item, detail

MATCH (p:Person)-[f:ATTENDED]->(m:Meeting) WHERE p.id = $person_id
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
RETURN m.date AS date, 'attendance' AS kind, m.name AS meeting, '' AS item, f.status AS detail,
  f.confidence AS confidence, f.passage AS passage
UNION ALL
MATCH (p:Person)-[f:MEMBER_OF]->(b:Body) WHERE p.id = $person_id
  AND coalesce(f.seen_on_day, -719162) >= $since_day AND coalesce(f.seen_on_day, 2932896) <= $until_day
RETURN f.seen_on AS date, 'membership' AS kind, b.name AS meeting, '' AS item, f.role AS detail,
  f.confidence AS confidence, f.passage AS passage
UNION ALL
MATCH (p:Person)-[f:HAD_ROLE_AT]->(m:Meeting) WHERE p.id = $person_id
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
RETURN m.date AS date, 'role' AS kind, m.name AS meeting, '' AS item, coalesce(f.title, f.role) AS detail,
  f.confidence AS confidence, f.passage AS passage
UNION ALL
MATCH (p:Person)-[f:AFFILIATED_WITH]->(y:Party) WHERE p.id = $person_id
  AND coalesce(f.seen_on_day, -719162) >= $since_day AND coalesce(f.seen_on_day, 2932896) <= $until_day
RETURN f.seen_on AS date, 'party' AS kind, '' AS meeting, '' AS item, y.name AS detail,
  f.confidence AS confidence, f.passage AS passage
UNION ALL
MATCH (p:Person)-[f:SUBSTITUTED_FOR]->(q:Person) WHERE p.id = $person_id
  AND coalesce(f.seen_on_day, -719162) >= $since_day AND coalesce(f.seen_on_day, 2932896) <= $until_day
RETURN f.seen_on AS date, 'substitute for' AS kind, '' AS meeting, '' AS item, q.name AS detail,
  f.confidence AS confidence, f.passage AS passage
UNION ALL
MATCH (p:Person)-[f:NOT_PARTICIPATING_IN]->(i:AgendaItem)-[:ON_AGENDA_OF]->(m:Meeting)
WHERE p.id = $person_id
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
RETURN m.date AS date, 'not participating' AS kind, m.name AS meeting, i.number AS item, i.title AS detail,
  f.confidence AS confidence, f.passage AS passage
UNION ALL
MATCH (p:Person)-[f:VOTED]->(d:Decision)-[:DECIDES]->(i:AgendaItem)-[:ON_AGENDA_OF]->(m:Meeting)
WHERE p.id = $person_id
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
RETURN m.date AS date, 'vote' AS kind, m.name AS meeting, i.number AS item, f.side AS detail,
  f.confidence AS confidence, f.passage AS passage
UNION ALL
MATCH (p:Person)-[:OWES]->(f:Commitment)-[:AT_ITEM|AT_MEETING|ON_AGENDA_OF*1..2]->(m:Meeting)
WHERE p.id = $person_id
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
OPTIONAL MATCH (f)-[:AT_ITEM]->(i:AgendaItem)
RETURN m.date AS date, 'commitment' AS kind, m.name AS meeting, i.number AS item, f.text AS detail,
  f.confidence AS confidence, f.passage AS passage
UNION ALL
MATCH (p:Person)-[:SAID]->(f:Statement)-[:AT_ITEM]->(i:AgendaItem)-[:ON_AGENDA_OF]->(m:Meeting)
WHERE p.id = $person_id
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
RETURN m.date AS date, 'statement' AS kind, m.name AS meeting, i.number AS item, f.text AS detail,
  f.confidence AS confidence, f.passage AS passage
