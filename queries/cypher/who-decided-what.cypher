// title: Who decided what
// question: Who decided what about a topic, when, and in which words?
// param topic: text = "" -- words of the title or of the decision, or the beginning of a KLE number
// param body: body -- only decisions of this body
// param municipality: municipality -- only decisions in this municipality
// param outcome: text = "" -- only this outcome: approved, noted, postponed, rejected …
// param since: date = first -- from this day on
// param until: date = last -- up to and including this day
// columns: date, municipality, body, item, title, outcome, decision, confidence, passage
// order: date, municipality, body, item

MATCH (d:Decision)-[:DECIDES]->(i:AgendaItem)
OPTIONAL MATCH (b:Body)-[:DECIDED]->(d)
OPTIONAL MATCH (b)-[:IN_MUNICIPALITY]->(u:Municipality)
WITH d, i, b, u
WHERE ($body_id = '' OR b.id = $body_id)
  AND ($municipality_id = '' OR u.id = $municipality_id)
  AND ($outcome_text = '' OR d.outcome = $outcome_text)
  AND coalesce(d.date_day, -719162) >= $since_day AND coalesce(d.date_day, 2932896) <= $until_day
  AND ($topic_text = ''
    OR toLower(coalesce(i.title, '')) CONTAINS $topic_text
    OR toLower(coalesce(d.text, '')) CONTAINS $topic_text
    OR EXISTS { MATCH (i)-[:ABOUT_TOPIC]->(t:Topic) WHERE t.code STARTS WITH $topic_text })
RETURN d.date AS date, u.name AS municipality, b.name AS body, i.number AS item, i.title AS title,
  d.outcome AS outcome, d.text AS decision, d.confidence AS confidence, d.passage AS passage
