// title: Decisions of a body
// question: What did a body decide, item by item, and with which votes?
// param body: body required -- the body that decided
// param outcome: text = "" -- only this outcome: approved, noted, postponed, rejected …
// param since: date = first -- from this day on
// param until: date = last -- up to and including this day
// columns: date, item, title, outcome, decision, votes_for, votes_against, confidence, passage
// order: date, item

MATCH (b:Body)-[:DECIDED]->(d:Decision)-[:DECIDES]->(i:AgendaItem)
WHERE b.id = $body_id
  AND ($outcome_text = '' OR d.outcome = $outcome_text)
  AND coalesce(d.date_day, -719162) >= $since_day AND coalesce(d.date_day, 2932896) <= $until_day
RETURN d.date AS date, i.number AS item, i.title AS title, d.outcome AS outcome, d.text AS decision,
  d.votes_for AS votes_for, d.votes_against AS votes_against, d.confidence AS confidence, d.passage AS passage
