// title: Recurring topics
// question: Which subjects and cases come back, meeting after meeting?
// param municipality: municipality -- only meetings in this municipality
// param body: body -- only meetings of this body
// param min_meetings: int = 2 -- at least so many meetings
// param since: date = first -- from this day on
// param until: date = last -- up to and including this day
// columns: meetings, kind, topic, name, items, first_date, last_date, passage
// order: -meetings, -items, kind, topic, name

MATCH (t:Topic)<-[:ABOUT_TOPIC]-(i:AgendaItem)-[:ON_AGENDA_OF]->(m:Meeting)
WHERE ($body_id = '' OR EXISTS { MATCH (m)-[:HELD_BY]->(held:Body) WHERE held.id = $body_id })
  AND ($municipality_id = '' OR EXISTS {
    MATCH (m)-[:HELD_BY]->(:Body)-[:IN_MUNICIPALITY]->(town:Municipality) WHERE town.id = $municipality_id })
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
WITH CASE WHEN coalesce(t.code, '') = '' THEN 'theme' ELSE 'KLE' END AS kind, coalesce(t.code, '') AS topic,
  t.name AS name, m.id AS meeting, m.date AS date, count(i.id) AS items_there, min(i.passage) AS stated
WITH kind, topic, name, count(meeting) AS meetings, sum(items_there) AS items, min(date) AS first_date,
  max(date) AS last_date, min(stated) AS passage
WHERE meetings >= $min_meetings
RETURN meetings, kind, topic, name, items, first_date, last_date, passage
UNION ALL
MATCH (t:`Case`)<-[:ABOUT_CASE]-(i:AgendaItem)-[:ON_AGENDA_OF]->(m:Meeting)
WHERE ($body_id = '' OR EXISTS { MATCH (m)-[:HELD_BY]->(held:Body) WHERE held.id = $body_id })
  AND ($municipality_id = '' OR EXISTS {
    MATCH (m)-[:HELD_BY]->(:Body)-[:IN_MUNICIPALITY]->(town:Municipality) WHERE town.id = $municipality_id })
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
WITH t.id AS filed, t.number AS topic, m.id AS meeting, m.date AS date, count(i.id) AS items_there,
  min(i.passage) AS stated
WITH filed, topic, count(meeting) AS meetings, sum(items_there) AS items, min(date) AS first_date,
  max(date) AS last_date, min(stated) AS passage
WHERE meetings >= $min_meetings
RETURN meetings, 'case' AS kind, topic, '' AS name, items, first_date, last_date, passage
