/** The reference mapping of the reference file, as a spec has it: a count line of fifteen fields, with regular expressions. */
export const countLineMapping = `{
  "contest": {
    "id": "zz/" & \`Contest Group ID\`,
    "name": $replace(\`Contest Name\`, / \\(VOTE FOR \\d+\\)$/, ""),
    "type": $contains(\`Contest Name\`, /REFERENDUM|AMENDMENT/) ? "ballot-measure" : "candidate",
    "votes_allowed": $number(\`Vote For\`)
  },
  "unit": {
    "type": "precinct",
    "name": $trim(Precinct),
    "within": "ocd-division/country:us/state:zz/county:" & $replace($lowercase(County), /\\s+/, "-")
  },
  "selection": {
    "name": $trim($replace(Choice, /\\s*\\(.*\\)$/, "")),
    "party": $lookup({ "DEM": "Democratic", "REP": "Republican", "LIB": "Libertarian", "GRE": "Green" }, \`Choice Party\`),
    "write_in": $contains(Choice, /write-?in/i) ? true
  },
  "votes": {
    "election_day": $number(\`Election Day\`),
    "early": $number(\`Early Voting\`),
    "absentee_mail": $number(\`Absentee by Mail\`),
    "provisional": $number(Provisional),
    "total": $sum([$number(\`Election Day\`), $number(\`Early Voting\`), $number(\`Absentee by Mail\`), $number(Provisional)])
  }
}`
