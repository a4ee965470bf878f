// title: Topics across municipalities
// question: Which subjects are dealt with in several municipalities?
// param topic: text = "" -- the beginning of a KLE number
// param min_municipalities: int = 2 -- in at least so many municipalities
// param since: date = first -- from this day on
// param until: date = last -- up to and including this day
// columns: municipalities, topic, name, municipality, meetings, items, first_date, last_date, passage
// order: -municipalities, topic, name, municipality

MATCH (t:Topic)<-[:ABOUT_TOPIC]-(:AgendaItem)-[:ON_AGENDA_OF]->(m:Meeting)
MATCH (m)-[:HELD_BY]->(:Body)-[:IN_MUNICIPALITY]->(u:Municipality)
WHERE ($topic_text = '' OR coalesce(t.code, '') STARTS WITH $topic_text)
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
WITH DISTINCT t.id AS subject, u.id AS town
WITH subject, count(town) AS municipalities
WHERE municipalities >= $min_municipalities
MATCH (t:Topic)<-[:ABOUT_TOPIC]-(i:AgendaItem)-[:ON_AGENDA_OF]->(m:Meeting)
MATCH (m)-[:HELD_BY]->(:Body)-[:IN_MUNICIPALITY]->(u:Municipality)
WHERE t.id = subject AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
WITH DISTINCT municipalities, coalesce(t.code, '') AS topic, t.name AS name, u.name AS municipality, m.id AS meeting, m.date AS date,
  i.id AS item, i.passage AS stated
WITH municipalities, topic, name, municipality, meeting, date, count(item) AS items_there, min(stated) AS first_stated
RETURN municipalities, topic, name, municipality, count(meeting) AS meetings, sum(items_there) AS items,
  min(date) AS first_date, max(date) AS last_date, min(first_stated) AS passage
