import type { Stage } from './stage.ts'

/** Where results are written for readers. */
export interface Exports {
  /** Name of the bucket. */
  readonly bucket: $util.Input<string>
  readonly arn: $util.Input<string>
}

export function makeExports({ isKept }: Stage): Exports {
  const { name, arn } = new sst.aws.Bucket('Exports', {
    versioning: true,
    transform: {
      bucket(args, options) {
        args.forceDestroy = !isKept
        Object.assign(options, { protect: isKept, retainOnDelete: isKept })
      },
    },
  })
  return { bucket: name, arn }
}
