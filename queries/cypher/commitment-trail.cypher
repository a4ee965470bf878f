// title: Trail of commitments
// question: What became of a promise: which later items take it up, why do they count, and what do they do to it?
// param debtor: actor -- only what this person, body or organisation is to do
// param words: text = "" -- words of the commitment
// param case: case -- only commitments at items about this case
// param body: body -- only meetings of this body
// param municipality: municipality -- only meetings in this municipality
// param since: date = first -- promised from this day on
// param until: date = last -- promised up to and including this day
// columns: date, meeting, item, debtor, commitment, due, later_date, later_meeting, later_item, later_title, effect, reason, confidence, passage, later_passage
// order: date, meeting, item, commitment, debtor, later_date, later_item, effect, reason

MATCH (c:Commitment)-[:AT_ITEM|AT_MEETING|ON_AGENDA_OF*1..2]->(m:Meeting)
WHERE ($body_id = '' OR EXISTS { MATCH (m)-[:HELD_BY]->(held:Body) WHERE held.id = $body_id })
  AND ($municipality_id = '' OR EXISTS {
    MATCH (m)-[:HELD_BY]->(:Body)-[:IN_MUNICIPALITY]->(town:Municipality) WHERE town.id = $municipality_id })
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
  AND ($words_text = '' OR toLower(c.text) CONTAINS $words_text)
  AND ($case_id = '' OR EXISTS { MATCH (c)-[:AT_ITEM]->(:AgendaItem)-[:ABOUT_CASE]->(k:`Case`) WHERE k.id = $case_id })
OPTIONAL MATCH (c)-[:AT_ITEM]->(i:AgendaItem)
OPTIONAL MATCH (x)-[:OWES]->(c)
WITH c, i, m, x
WHERE $debtor_id = '' OR x.id = $debtor_id
OPTIONAL MATCH (c)<-[f:FOLLOWS_UP]-(j:AgendaItem)-[:ON_AGENDA_OF]->(n:Meeting)
RETURN DISTINCT m.date AS date, m.name AS meeting, i.number AS item, x.name AS debtor, c.text AS commitment,
  c.due AS due, f.date AS later_date, n.name AS later_meeting, j.number AS later_item, j.title AS later_title,
  f.effect AS effect, f.reason AS reason, coalesce(f.confidence, c.confidence) AS confidence, c.passage AS passage,
  f.passage AS later_passage
