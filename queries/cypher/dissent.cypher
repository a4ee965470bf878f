// title: Dissent
// question: Who voted against, or abstained, and on what?
// param voter: actor -- only this person, party or list
// param body: body -- only meetings of this body
// param municipality: municipality -- only meetings in this municipality
// param since: date = first -- from this day on
// param until: date = last -- up to and including this day
// columns: date, meeting, item, title, voter, side, votes, outcome, decision, confidence, passage
// order: date, meeting, item, side, voter

MATCH (x)-[v:VOTED]->(d:Decision)-[:DECIDES]->(i:AgendaItem)-[:ON_AGENDA_OF]->(m:Meeting)
WHERE ($voter_id = '' OR x.id = $voter_id)
  AND ($body_id = '' OR EXISTS { MATCH (m)-[:HELD_BY]->(held:Body) WHERE held.id = $body_id })
  AND ($municipality_id = '' OR EXISTS {
    MATCH (m)-[:HELD_BY]->(:Body)-[:IN_MUNICIPALITY]->(town:Municipality) WHERE town.id = $municipality_id })
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
WITH x, v, d, i, m
WHERE v.side <> 'for'
RETURN m.date AS date, m.name AS meeting, i.number AS item, i.title AS title, x.name AS voter, v.side AS side,
  CASE WHEN v.side = 'against' THEN d.votes_against ELSE d.votes_abstaining END AS votes,
  d.outcome AS outcome, d.text AS decision, v.confidence AS confidence, v.passage AS passage
UNION ALL
MATCH (d:Decision)-[:DECIDES]->(i:AgendaItem)-[:ON_AGENDA_OF]->(m:Meeting)
WHERE $voter_id = '' AND d.votes_against > 0
  AND ($body_id = '' OR EXISTS { MATCH (m)-[:HELD_BY]->(held:Body) WHERE held.id = $body_id })
  AND ($municipality_id = '' OR EXISTS {
    MATCH (m)-[:HELD_BY]->(:Body)-[:IN_MUNICIPALITY]->(town:Municipality) WHERE town.id = $municipality_id })
  AND coalesce(m.date_day, -719162) >= $since_day AND coalesce(m.date_day, 2932896) <= $until_day
RETURN m.date AS date, m.name AS meeting, i.number AS item, i.title AS title, '' AS voter, 'against' AS side,
  d.votes_against AS votes, d.outcome AS outcome, d.text AS decision, d.confidence AS confidence, d.passage AS passage
