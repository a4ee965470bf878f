// title: Trail of commitments
// question: What came after a promise: which later items take up the promise or its case?
// param debtor: actor -- only what this person, body or organisation is to do
// param words: text = "" -- words of the commitment
// param case: case -- only commitments at items about this case
// param body: body -- only meetings of this body
// param municipality: municipality -- only meetings in this municipality
// param since: date = first -- from this day on
// param until: date = last -- up to and including this day
// columns: date, meeting, item, debtor, commitment, due, later_date, later_meeting, later_item, later_title, reason, confidence, passage, later_passage
// order: date, meeting, item, commitment, debtor, later_date, later_item, reason

MATCH (c:Commitment)-[:AT_ITEM]->(i:AgendaItem)-[:ON_AGENDA_OF]->(m:Meeting)
WHERE ($body_id = '' OR EXISTS { MATCH (m)-[:HELD_BY]->(held:Body) WHERE held.id = $body_id })
  AND ($municipality_id = '' OR EXISTS {
    MATCH (m)-[:HELD_BY]->(:Body)-[:IN_MUNICIPALITY]->(town:Municipality) WHERE town.id = $municipality_id })
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
  AND ($words_text = '' OR toLower(c.text) CONTAINS $words_text)
  AND ($case_id = '' OR EXISTS { MATCH (i)-[:ABOUT_CASE]->(k:`Case`) WHERE k.id = $case_id })
OPTIONAL MATCH (x)-[:OWES]->(c)
WITH c, i, m, x
WHERE $debtor_id = '' OR x.id = $debtor_id
OPTIONAL MATCH (i)-[:ABOUT_CASE]->(:`Case`)<-[:ABOUT_CASE]-(j:AgendaItem)-[:ON_AGENDA_OF]->(n:Meeting)
WHERE n.date_day > m.date_day
RETURN DISTINCT m.date AS date, m.name AS meeting, i.number AS item, x.name AS debtor, c.text AS commitment,
  c.due AS due, n.date AS later_date, n.name AS later_meeting, j.number AS later_item, j.title AS later_title,
  CASE WHEN j.id IS NULL THEN '' ELSE 'same-case' END AS reason, c.confidence AS confidence, c.passage AS passage,
  j.passage AS later_passage
UNION ALL
MATCH (c:Commitment)-[:AT_ITEM]->(i:AgendaItem)-[:ON_AGENDA_OF]->(m:Meeting)
WHERE ($body_id = '' OR EXISTS { MATCH (m)-[:HELD_BY]->(held:Body) WHERE held.id = $body_id })
  AND ($municipality_id = '' OR EXISTS {
    MATCH (m)-[:HELD_BY]->(:Body)-[:IN_MUNICIPALITY]->(town:Municipality) WHERE town.id = $municipality_id })
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
  AND ($words_text = '' OR toLower(c.text) CONTAINS $words_text)
  AND ($case_id = '' OR EXISTS { MATCH (i)-[:ABOUT_CASE]->(k:`Case`) WHERE k.id = $case_id })
OPTIONAL MATCH (x)-[:OWES]->(c)
WITH c, i, m, x
WHERE $debtor_id = '' OR x.id = $debtor_id
MATCH (c)<-[f:FOLLOWS_UP]-(j:AgendaItem)-[:ON_AGENDA_OF]->(n:Meeting)
RETURN DISTINCT m.date AS date, m.name AS meeting, i.number AS item, x.name AS debtor, c.text AS commitment,
  c.due AS due, n.date AS later_date, n.name AS later_meeting, j.number AS later_item, j.title AS later_title,
  f.reason AS reason, f.confidence AS confidence, c.passage AS passage, f.passage AS later_passage
