// title: Commitments
// question: Who promised what, to whom, by when, and how does it stand?
// param debtor: actor -- only what this person, body or organisation is to do
// param body: body -- only meetings of this body
// param municipality: municipality -- only meetings in this municipality
// param status: text = "" -- only those open, overdue, followed-up, fulfilled, superseded or dropped
// param as_of: date = today -- what was known on this day
// param since: date = first -- from this day on
// param until: date = last -- up to and including this day
// columns: date, meeting, item, debtor, commitment, creditor, due, due_text, status, confidence, passage
// order: date, meeting, item, debtor, commitment

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
WITH c, m, i, x, y, l.id AS later,
  CASE WHEN f.effect IN ['fulfilled', 'dropped', 'superseded'] THEN f.date + ' ' + l.id + ' ' + f.effect END AS ending
WITH c, m, i, x, y, count(later) AS taken_up, min(ending) AS first_end, max(ending) AS last_end
WHERE ($debtor_id = '' OR x.id = $debtor_id)
WITH c, m, i, x, y,
  CASE
    WHEN first_end ENDS WITH ' superseded' THEN 'superseded'
    WHEN last_end ENDS WITH ' superseded' THEN 'superseded'
    WHEN last_end ENDS WITH ' fulfilled' THEN 'fulfilled'
    WHEN last_end ENDS WITH ' dropped' THEN 'dropped'
    WHEN taken_up > 0 THEN 'followed-up'
    WHEN c.due_by_day < $as_of_day THEN 'overdue'
    ELSE 'open'
  END AS status
WHERE $status_text = '' OR status = $status_text
RETURN m.date AS date, m.name AS meeting, i.number AS item, x.name AS debtor, c.text AS commitment, y.name AS creditor,
  c.due AS due, c.due_text AS due_text, status, c.confidence AS confidence, c.passage AS passage
