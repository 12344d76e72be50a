/// <reference path="./.sst/platform/config.d.ts" />

/** Of the stage. Without it a stage of another region would be planned anew. */
function region(): 'us-east-1' {
  const said = process.env['AWS_REGION']?.trim()
  if (!said)
    throw new Error(
      'AWS_REGION is missing: export the region that the stage is in, as in `export AWS_REGION=us-east-1`. That of a profile and AWS_DEFAULT_REGION are not read',
    )
  // Whatever region it is: SST names them all in its types.
  return said as 'us-east-1'
}

export default $config({
  app: ({ stage }) => ({
    name: 'canvass',
    home: 'aws',
    // What a stage keeps and what goes with it: stacks/stage.ts says more of it.
    removal: stage === 'production' ? 'retain' : 'remove',
    protect: stage === 'production',
    providers: {
      aws: {
        region: region(),
        defaultTags: { tags: { 'canvass:stage': stage, 'canvass:made-by': 'sst' } },
      },
    },
  }),
  async run() {
    const { canvass } = await import('./stacks/canvass.ts')
    return canvass()
  },
})
