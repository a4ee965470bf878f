// title: Statements
// question: Who said what, where the minutes say so?
// param speaker: actor -- only this speaker
// param topic: text = "" -- words of the statement or of the title
// param body: body -- only meetings of this body
// param municipality: municipality -- only meetings in this municipality
// param since: date = first -- from this day on
// param until: date = last -- up to and including this day
// columns: date, meeting, item, title, speaker, statement, confidence, passage
// order: date, meeting, item, speaker, statement

MATCH (f:Statement)-[:AT_ITEM]->(i:AgendaItem)-[:ON_AGENDA_OF]->(m:Meeting)
WHERE ($topic_text = '' OR toLower(f.text) CONTAINS $topic_text OR toLower(coalesce(i.title, '')) CONTAINS $topic_text)
  AND ($body_id = '' OR EXISTS { MATCH (m)-[:HELD_BY]->(held:Body) WHERE held.id = $body_id })
  AND ($municipality_id = '' OR EXISTS {
    MATCH (m)-[:HELD_BY]->(:Body)-[:IN_MUNICIPALITY]->(town:Municipality) WHERE town.id = $municipality_id })
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
OPTIONAL MATCH (x)-[:SAID]->(f)
WITH f, i, m, x
WHERE $speaker_id = '' OR x.id = $speaker_id
RETURN m.date AS date, m.name AS meeting, i.number AS item, i.title AS title, x.name AS speaker, f.text AS statement,
  f.confidence AS confidence, f.passage AS passage
