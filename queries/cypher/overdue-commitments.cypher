// title: Overdue commitments
// question: Which promises are past their date without a word about them since?
// param debtor: actor -- only what this person, body or organisation is to do
// param body: body -- only meetings of this body
// param municipality: municipality -- only meetings in this municipality
// param as_of: date = today -- what was known on this day
// param since: date = first -- from this day on
// param until: date = last -- up to and including this day
// columns: due, date, meeting, item, debtor, commitment, creditor, due_text, confidence, passage
// order: due, date, meeting, item, debtor, commitment

MATCH (c:Commitment)-[:AT_ITEM|AT_MEETING|ON_AGENDA_OF*1..2]->(m:Meeting)
WHERE ($body_id = '' OR EXISTS { MATCH (m)-[:HELD_BY]->(held:Body) WHERE held.id = $body_id })
  AND ($municipality_id = '' OR EXISTS {
    MATCH (m)-[:HELD_BY]->(:Body)-[:IN_MUNICIPALITY]->(town:Municipality) WHERE town.id = $municipality_id })
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
  AND coalesce(m.date_day, -719162) <= $as_of_day
OPTIONAL MATCH (c)-[:AT_ITEM]->(i:AgendaItem)
OPTIONAL MATCH (x)-[:OWES]->(c)
OPTIONAL MATCH (c)-[:OWED_TO]->(y)
OPTIONAL MATCH (l:AgendaItem)-[f:FOLLOWS_UP]->(c)
WHERE f.date_day <= $as_of_day
WITH c, m, i, x, y, count(l.id) AS taken_up
WHERE ($debtor_id = '' OR x.id = $debtor_id)
  AND taken_up = 0
  AND c.due_by_day < $as_of_day
RETURN c.due AS due, m.date AS date, m.name AS meeting, i.number AS item, x.name AS debtor, c.text AS commitment,
  y.name AS creditor, c.due_text AS due_text, c.confidence AS confidence, c.passage AS passage
