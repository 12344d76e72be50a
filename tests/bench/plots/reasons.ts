const sameWork = 'the function itself is most of the work, and does the same in both.'
const lists =
  'what comes is a list that both must make, item by item: that is most of the work, and the walk over the tree that is spared is short. The engine also asks of what it reads whether it is null, and counts items against the bounds of a mapping; the library does neither.'
const names =
  'the members of an object are not known beforehand: both ask for their names, look at every value, and make a list of what they find.'
const alsoNulls =
  'Members that are null are none to a mapping. What this one reads is not known beforehand, so the engine first looks through the whole of the row for them, which the library does not; what it finds is counted against the bounds of a mapping.'
const fewResults =
  'rows that are known are neither decoded nor mapped again, and only results whose rows came or went are made, checked and compared again. What is left: the file is unpacked, all of it is compared with the bytes of the one before, and each of the results that changed is made, checked, archived, committed and published. A poll in full of which nothing is to be published does none of the latter.'
const eachOfAnother = `${fewResults} Each row is of another result here: not 1 % of the results change, but 2.7 %, and that is most of the poll.`

/** Why a goal is not met, by its group and name: shown as long as it is not. */
export const reasons: Readonly<Record<string, string>> = {
  'mapping: rename of 6 fields: engine / by hand':
    'it asks of each value whether it is null or holds what is null, and sets its bounds back before each row; by hand cells are known to be texts.',
  'mapping: 6 fields with functions: engine / by hand':
    'functions of JSONata take anything, and ask what it is; by hand it is known to be text.',
  'mapping: 15 fields with regex: engine / by hand':
    'regular expressions are bounded in what they may try, which the machine’s own are not.',
  'mapping: lookup and sum: engine / by hand':
    'a lookup and a sum take anything, and ask what it is; by hand it is known.',
  'mapping: flatten with parents: engine / by hand':
    'a step of a path may meet a list, one value or nothing, and each value may be null; the code asks which. By hand the document is known.',
  'mapping: predicate, sort and sum: engine / by hand':
    'an order-by takes numbers and texts, finds where they are mixed, and keeps what is equal in order; by hand votes are known to be numbers.',
  'mapping: geometric mean: library / engine':
    'code by hand is not a hundred times as fast as the library in every one of them either.',
  'peers: engine, to JSON / by hand':
    'every line is validated, keeps its place in the file, and was read by the rules of quotes; the script has none of it.',
  'poll: in full / floor':
    'the floor ends where lines are valid and rows are looked up. A poll puts results together of their lines, has every check look at them, reads the state and compares all of it with what stands.',
  'poll: in full, 1 % scattered / floor':
    'the floor ends where lines are valid and rows are looked up: it checks, archives, commits and publishes nothing. One commit of some also writes the whole state anew.',
  'poll: first / floor':
    'the floor writes nothing. A first poll publishes 87,000 changes, durable on the disk 4,000 at a time, and archives them and the whole state: most of its time is spent there.',
  'poll: 1 % scattered / in full': eachOfAnother,
  'poll: 1 % clustered / in full': fewResults,
  'poll: 1 % in precincts / in full': fewResults,
  'cold: bundle: the entry / 100 KB': 'something is loaded with the entry that only some plans need.',
  'constructs: a path through lists': lists,
  'constructs: an index': lists,
  'constructs: a predicate': lists,
  'constructs: wildcard': `${names} ${alsoNulls}`,
  'constructs: descendants': `${names} ${alsoNulls}`,
  'constructs: parent': lists,
  'constructs: group by': names,
  'constructs: order by': lists,
  'constructs: a range': lists,
  'constructs: a chain (~>)': sameWork,
  'constructs: transform': `both copy the whole of what is transformed before they change a little of it. ${alsoNulls}`,
  'constructs: $map, $filter, $reduce': lists,
  'constructs: regular expressions': sameWork,
  'constructs: $replace': sameWork,
  'constructs: $split and $join': sameWork,
  'constructs: $merge and $each': names,
  'constructs: $distinct': sameWork,
  'constructs: $string': sameWork,
}
