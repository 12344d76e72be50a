import type { AssembleOptions } from '../assemble/assemble.ts'
import type { Check } from '../check/check.ts'
import type { Decoder } from '../decode/decoder.ts'
import type { Filling } from '../map/filling.ts'
import type { Mapping } from '../map/mapping.ts'
import type { Election } from '../model/election.ts'
import type { FeedId, PlanHash } from '../model/ids.ts'
import type { JsonObject } from '../model/json.ts'
import type { ReadPaths } from '../model/read-path.ts'
import type { Selector } from '../select/selector.ts'
import type { Source } from '../source/source.ts'
import type { Unpacker } from '../unpack/unpacker.ts'
import type { PartRecipe, Recipe } from './recipe.ts'

/** Bounds of one poll: a bad feed hurts only itself (DESIGN P9). */
export interface Limits {
  /** Of one body, as fetched. */
  readonly bytes: number
  /** Of all members of a body after unpacking. */
  readonly inflatedBytes: number
  readonly members: number
  readonly rows: number
  /** Levels of nesting in a document. */
  readonly depth: number
  /** The whole poll. */
  readonly seconds: number
  /** Of one expression on one row. */
  readonly expressionMilliseconds: number
}

export interface Window {
  /** Instants, ISO 8601. */
  readonly from: string
  readonly to: string
  readonly everyMilliseconds: number
}
export interface Schedule {
  readonly everyMilliseconds: number
  readonly windows: readonly Window[]
  readonly expectChangeWithinMilliseconds?: number
}

/** How the payloads of one request become count lines, or fill lookups. */
export interface Part {
  /** That of the request, or any other where a request is read in several ways. */
  readonly name: string
  readonly request: string
  readonly unpack: readonly Unpacker[]
  readonly decode: Decoder
  readonly select: Selector
  /** Undefined: its rows only fill lookups. */
  readonly map?: Mapping
  /** The lookups that its rows fill, for parts behind it. */
  readonly fills?: readonly Filling[]
  /** What its expressions read below the rows of a tree, where nobody says which names an object has. */
  readonly paths?: readonly ReadPaths[]
  /** Undefined: it was not compiled here. */
  readonly recipe?: PartRecipe
}

export type FeedStatusWord = 'draft' | 'live' | 'paused'

/** A spec compiled: immutable, and everything a poll needs. */
export interface Plan {
  readonly feed: FeedId
  readonly title: string
  readonly status: FeedStatusWord
  readonly hash: PlanHash
  readonly election: Election
  /** OCD id of the jurisdiction. */
  readonly unit: string
  readonly timezone: string
  readonly schedule: Schedule
  readonly source: Source
  /** In the order in which they are read: behind those whose lookups they ask, else in that of the requests. */
  readonly parts: readonly Part[]
  readonly assemble?: AssembleOptions
  readonly checks: readonly Check[]
  readonly limits: Limits
  /**
   * The spec with profile, defaults, lookups and election in place: what the hash covers, and what a person may read. Undefined: the plan
   * was not compiled here.
   */
  readonly resolved?: JsonObject
  /** Undefined: it was not compiled here. */
  readonly recipe?: Recipe
}
