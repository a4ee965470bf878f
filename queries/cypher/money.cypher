// title: Money
// question: Which sums of money stand in the minutes, where, and for what?
// param topic: text = "" -- words of the title or of the sum
// param min_kroner: int = 0 -- at least so many kroner; 0 also gives sums that are no single figure
// param body: body -- only meetings of this body
// param municipality: municipality -- only meetings in this municipality
// param since: date = first -- from this day on
// param until: date = last -- up to and including this day
// columns: date, meeting, item, title, amount, kroner, confidence, passage
// order: date, meeting, item, -kroner, amount

MATCH (a:Amount)-[:AT_ITEM|AT_MEETING|ON_AGENDA_OF*1..2]->(m:Meeting)
WHERE (($min_kroner = 0 AND a.kroner IS NULL) OR a.kroner >= $min_kroner)
  AND ($body_id = '' OR EXISTS { MATCH (m)-[:HELD_BY]->(held:Body) WHERE held.id = $body_id })
  AND ($municipality_id = '' OR EXISTS {
    MATCH (m)-[:HELD_BY]->(:Body)-[:IN_MUNICIPALITY]->(town:Municipality) WHERE town.id = $municipality_id })
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
OPTIONAL MATCH (a)-[:AT_ITEM]->(i:AgendaItem)
WITH a, m, i
WHERE $topic_text = '' OR toLower(coalesce(i.title, '')) CONTAINS $topic_text OR toLower(a.text) CONTAINS $topic_text
RETURN m.date AS date, m.name AS meeting, i.number AS item, i.title AS title, a.text AS amount, a.kroner AS kroner,
  a.confidence AS confidence, a.passage AS passage
