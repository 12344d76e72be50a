import { feedError, said } from '../errors/feed-error.ts'

/** Does what writes into a folder. Where the machine does not let it, CLI_FOLDER_UNWRITABLE names the folder and says why. */
export function writingTo<T>(folder: string, write: () => T): T {
  try {
    return write()
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
    throw feedError('CLI_FOLDER_UNWRITABLE', { folder, reason: said(error) }, { cause: error })
  }
}
