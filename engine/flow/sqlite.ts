import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { feedError, said } from '../errors/feed-error.ts'
import { makeFolder } from './make-folder.ts'

/** How long a call waits for another process that is writing. */
const busyMilliseconds = 10_000

/** In the place of a file: a database that is empty at first, and gone when it is closed. */
export const inMemory = 'file::memory:'

/** Statements, or what is more than statements can say: it runs within a transaction. */
export type SchemaStep = string | ((database: DatabaseSync) => void)

/**
 * Opens a database file, and makes it with its folder where there is none. What a transaction has written is on disk
 * when it returns; several processes may have the file open. `schema` is the history of the tables: entry n leads
 * from version n to n + 1, runs once per file, and is never edited again. `pageBytes` of a new file: with larger pages much
 * is written faster. `cacheBytes`: so many of its pages are held in memory. Fails with DATABASE_UNUSABLE.
 */
export function openDatabase(
  file: string,
  schema: readonly SchemaStep[],
  {
    pageBytes = 4_096,
    cacheBytes,
  }: { readonly pageBytes?: 4_096 | 32_768; readonly cacheBytes?: number } = {},
): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    if (file !== inMemory) makeFolder(dirname(file))
    database = new DatabaseSync(file, { timeout: busyMilliseconds, enableForeignKeyConstraints: true })
    // Before anything is written, or it is of no effect.
    database.exec(`PRAGMA page_size = ${pageBytes}`)
    if (cacheBytes !== undefined) database.exec(`PRAGMA cache_size = -${Math.ceil(cacheBytes / 1_024)}`)
    if (file !== inMemory) makeDurable(database)
    migrate(database, schema)
    return database
  } catch (error) {
    database?.close()
    throw feedError('DATABASE_UNUSABLE', { file, why: said(error) }, { cause: error })
  }
}

/**
 * Runs `work` as one transaction that no other writer comes between, and answers what it answers once that is on disk.
 * When it throws, nothing was written; a full disk and its like become DATABASE_FAILED.
 */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  try {
    database.exec('BEGIN IMMEDIATE')
    const answer = work()
    database.exec('COMMIT')
    return answer
  } catch (error) {
    // SQLite has rolled back by itself after some failures, and then refuses to do it again.
    if (database.isOpen && database.isTransaction) database.exec('ROLLBACK')
    if (!isOfTheMachine(error)) throw error
    const file = database.location() ?? ''
    throw feedError('DATABASE_FAILED', { file, why: said(error) }, { cause: error })
  }
}

/** What a transaction has written is on disk when it returns. */
function makeDurable(database: DatabaseSync): void {
  useWal(database)
  database.exec('PRAGMA synchronous = FULL')
  for (const [name, wanted] of Object.entries(promised)) expectPragma(database, name, wanted)
}

const promised = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1, busy_timeout: busyMilliseconds }

/**
 * The change to WAL does not wait for other processes by itself (SQLite calls no busy handler for it), so that two
 * that make one file at the same moment would trip over each other.
 */
function useWal(database: DatabaseSync): void {
  for (let attempt = 1; ; attempt++) {
    try {
      database.exec('PRAGMA journal_mode = WAL')
      return
    } catch (error) {
      if (resultCode(error) !== resultCodes.busy || attempt === 200) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    }
  }
}

function pragma(database: DatabaseSync, name: string): unknown {
  return Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]
}

function expectPragma(database: DatabaseSync, name: string, wanted: unknown): void {
  const found = pragma(database, name)
  if (found !== wanted) throw new Error(`its ${name} is ${String(found)}, not ${String(wanted)}`)
}

function migrate(database: DatabaseSync, schema: readonly SchemaStep[]): void {
  const version = (): number => Number(pragma(database, 'user_version'))
  if (version() === schema.length) return
  transaction(database, () => {
    const from = version()
    if (from > schema.length) {
      throw new Error(`its tables have version ${from}, this program knows ${schema.length}`)
    }
    for (const step of schema.slice(from)) {
      if (typeof step === 'string') database.exec(step)
      else step(database)
    }
    database.exec(`PRAGMA user_version = ${schema.length}`)
  })
}

/** https://sqlite.org/rescode.html */
const resultCodes = { busy: 5, readOnly: 8, io: 10, corrupt: 11, full: 13, notADatabase: 26 } as const
const ofTheMachine: readonly (number | undefined)[] = Object.values(resultCodes)

const isOfTheMachine = (thrown: unknown): boolean => ofTheMachine.includes(resultCode(thrown))

/** The primary result code: the lowest byte of the extended one. */
function resultCode(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || !('errcode' in thrown)) return undefined
  return Number(thrown.errcode) & 0xff
}
