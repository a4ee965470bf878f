// title: Timeline of a case
// question: Which way did a case take through meetings and bodies, and what was decided?
// param case: case required -- the number of the case, as printed
// columns: date, step, body, item, title, outcome, text, confidence, passage
// order: date, item, step(agenda|recommendation|decision|referral|commitment), body, text

MATCH (c:`Case`)<-[:ABOUT_CASE]-(i:AgendaItem)-[:ON_AGENDA_OF]->(m:Meeting) WHERE c.id = $case_id
RETURN m.date AS date, 'agenda' AS step, m.name AS body, i.number AS item, i.title AS title, '' AS outcome,
  '' AS text, i.confidence AS confidence, i.passage AS passage
UNION ALL
MATCH (c:`Case`)<-[:ABOUT_CASE]-(i:AgendaItem)-[:ON_AGENDA_OF]->(m:Meeting) WHERE c.id = $case_id
MATCH (f:Recommendation)-[:AT_ITEM]->(i)
OPTIONAL MATCH (x)-[:RECOMMENDED]->(f)
RETURN m.date AS date, 'recommendation' AS step, x.name AS body, i.number AS item, i.title AS title, '' AS outcome,
  f.text AS text, f.confidence AS confidence, f.passage AS passage
UNION ALL
MATCH (c:`Case`)<-[:ABOUT_CASE]-(i:AgendaItem)<-[:DECIDES]-(f:Decision) WHERE c.id = $case_id
OPTIONAL MATCH (b:Body)-[:DECIDED]->(f)
RETURN f.date AS date, 'decision' AS step, b.name AS body, i.number AS item, i.title AS title, f.outcome AS outcome,
  f.text AS text, f.confidence AS confidence, f.passage AS passage
UNION ALL
MATCH (c:`Case`)<-[:ABOUT_CASE]-(i:AgendaItem)-[:ON_AGENDA_OF]->(m:Meeting) WHERE c.id = $case_id
MATCH (i)-[f:REFERRED_TO]->(b:Body)
RETURN coalesce(f.date, m.date) AS date, 'referral' AS step, b.name AS body, i.number AS item, i.title AS title,
  '' AS outcome, '' AS text, f.confidence AS confidence, f.passage AS passage
UNION ALL
MATCH (c:`Case`)<-[:ABOUT_CASE]-(i:AgendaItem)-[:ON_AGENDA_OF]->(m:Meeting) WHERE c.id = $case_id
MATCH (f:Commitment)-[:AT_ITEM]->(i)
OPTIONAL MATCH (x)-[:OWES]->(f)
RETURN m.date AS date, 'commitment' AS step, x.name AS body, i.number AS item, i.title AS title, '' AS outcome,
  f.text AS text, f.confidence AS confidence, f.passage AS passage
