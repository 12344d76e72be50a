import { type Making, makeFunction } from './functions.ts'

/** The function that processors run in; consumers hand messages to it. */
export const makeProcessing = (making: Making): sst.aws.Function =>
  makeFunction(
    'Processing',
    {
      runs: 'processing',
      code: 'processing',
      holder: 'processing',
      about: 'Processes what feeds published',
      memory: '2048 MB',
      // Four contests at a time in all formats, put aside: 8 KB for a result.
      storage: '2048 MB',
      // The consumer waits for two minutes.
      timeoutSeconds: 90,
    },
    making,
  )
