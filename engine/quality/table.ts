export { expectedVote } from './expected-vote.ts'
