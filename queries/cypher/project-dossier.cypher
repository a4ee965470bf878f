// title: Dossier of a project
// question: Where is a project mentioned, who owns and leads it, and what does it cost?
// param project: project required -- the name of the project
// param since: date = first -- from this day on
// param until: date = last -- up to and including this day
// columns: date, meeting, item, title, project, owner, leader, period_start, period_end, grant, confidence, passage
// order: date, meeting, item, owner, leader

MATCH (p:Project)-[f:MENTIONED_AT]->(x)-[:ON_AGENDA_OF*0..1]->(m:Meeting)
WHERE p.id = $project_id
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
OPTIONAL MATCH (p)-[f2:MENTIONED_AT]->(i:AgendaItem) WHERE i.id = x.id
OPTIONAL MATCH (p)-[:OWNED_BY]->(o)
OPTIONAL MATCH (p)-[:LED_BY]->(l)
RETURN m.date AS date, m.name AS meeting, i.number AS item, i.title AS title, p.name AS project, o.name AS owner,
  l.name AS leader, p.period_start AS period_start, p.period_end AS period_end, p.`grant` AS `grant`,
  f.confidence AS confidence, f.passage AS passage
