// title: Path between two
// question: How are two people, bodies, cases or organisations connected?
// param one: anything required -- where the path begins
// param other: anything required -- where it ends
// param longest: int = 8 -- at most so many steps
// columns: step, origin, relation, forward, target, confidence, passage
// order: step

// This text gives the neighbours of the nodes in $near; the search itself is done beside the engine, so that every
// engine answers with the same path. Municipality, party, topic and document are left out: they join everything.
MATCH (a)-[r:ABOUT_CASE|ATTENDED|AT_ITEM|AT_MEETING|DECIDED|DECIDES|FOLLOWS_UP|HAD_ROLE_AT
  |HELD_BY|MEMBER_OF|MENTIONED_AT|NOT_PARTICIPATING_IN|ON_AGENDA_OF|OWED_TO|OWES
  |RECOMMENDED|REFERRED_TO|SAID|SUBSTITUTED_FOR|VOTED]->(b)
WHERE a.id IN $near
WITH a, r, b
WHERE coalesce(r.status, '') <> 'absent'
RETURN a.id AS near, label(r) AS relation, true AS forward, b.id AS far,
  r.confidence AS confidence, r.passage AS passage
UNION ALL
MATCH (b)-[r:ABOUT_CASE|ATTENDED|AT_ITEM|AT_MEETING|DECIDED|DECIDES|FOLLOWS_UP|HAD_ROLE_AT
  |HELD_BY|MEMBER_OF|MENTIONED_AT|NOT_PARTICIPATING_IN|ON_AGENDA_OF|OWED_TO|OWES
  |RECOMMENDED|REFERRED_TO|SAID|SUBSTITUTED_FOR|VOTED]->(a)
WHERE a.id IN $near
WITH a, r, b
WHERE coalesce(r.status, '') <> 'absent'
RETURN a.id AS near, label(r) AS relation, false AS forward, b.id AS far,
  r.confidence AS confidence, r.passage AS passage
