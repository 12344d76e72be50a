/** Every kind of expression once, alone, over one small value: what it costs is the construct's own. */
const row = {
  name: 'Ada Ames',
  party: 'DEM',
  votes: 120,
  text: '1,204',
  nested: { county: { name: 'Wake', code: 37_183 } },
  list: [5, 3, 8, 1, 9, 2, 7, 4],
  people: [
    { name: 'Ada', party: 'DEM', votes: 3, tags: ['a', 'b'] },
    { name: 'Bo', party: 'REP', votes: 7, tags: ['c'] },
    { name: 'Chi', party: 'DEM', votes: 5, tags: [] },
    { name: 'Dee', party: 'LIB', votes: 1, tags: ['d', 'e', 'f'] },
  ],
}

export const constructInput: object = row

/** By its name: an expression. */
export const constructs: Readonly<Record<string, string>> = {
  'a field': 'name',
  'a path of three': 'nested.county.name',
  'a path through lists': 'people.tags',
  'an index': 'people[1].name',
  'a predicate': 'people[party = "DEM"].name',
  wildcard: 'nested.*',
  descendants: '**.code',
  parent: 'people.tags.{ "of": %.name, "tag": $ }',
  'a position bound (#)': 'people#$at.{ "at": $at, "name": name }',
  'a focus bound (@)': 'people@$one.list[$ > $one.votes]',
  'group by': 'people{ party: $sum(votes) }',
  'order by': 'people^(>votes, name).name',
  'an object': '{ "name": name, "votes": votes }',
  'a list': '[name, party, votes]',
  'a range': '[1..20]',
  arithmetic: '(votes * 2 + 1) / 3 % 7',
  comparison: 'votes > 100 and party = "DEM" or party in ["REP", "LIB"]',
  'texts joined': 'name & " (" & party & ")"',
  'a condition': 'party = "DEM" ? "Democratic" : party = "REP" ? "Republican" : "other"',
  'a default': 'missing ?? name',
  'a variable in a block': '($all := people.votes; $sum($all) / $count($all))',
  'a lambda called': '($twice := function($n) { $n * 2 }; $twice(votes))',
  recursion: '($sum_to := function($n) { $n < 1 ? 0 : $n + $sum_to($n - 1) }; $sum_to(20))',
  'a tail call': '($down := function($n, $acc) { $n < 1 ? $acc : $down($n - 1, $acc + $n) }; $down(50, 0))',
  'partial application': '($more := $substring(?, 2); $more(name))',
  'a chain (~>)': 'name ~> $uppercase ~> $trim',
  transform: 'people ~> |$[party = "DEM"]|{ "party": "Democratic" }, "tags"|',
  '$map, $filter, $reduce':
    '$reduce($filter($map(list, function($n) { $n * 2 }), function($n) { $n > 5 }), function($a, $b) { $a + $b })',
  $sort: '$sort(list, function($l, $r) { $l > $r })',
  'regular expressions': '$match(text, /(\\d+),(\\d+)/).groups',
  $replace: '$number($replace(text, ",", ""))',
  '$split and $join': '$join($split(name, " "), "-")',
  $lookup: '$lookup({ "DEM": "Democratic", "REP": "Republican" }, party)',
  '$merge and $each': '$each(nested.county, function($v, $k) { $k & ":" & $v })',
  $distinct: '$distinct(people.party)',
  $string: '$string(nested)',
}
