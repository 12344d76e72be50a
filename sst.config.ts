/// <reference path="./.sst/platform/config.d.ts" />

export default $config({
  app: ({ stage }) => ({
    name: 'canvass',
    home: 'aws',
    // What a stage keeps and what goes with it: stacks/stage.ts says more of it.
    removal: stage === 'production' ? 'retain' : 'remove',
    protect: stage === 'production',
    providers: {
      aws: {
        region: (process.env['AWS_REGION'] ?? 'us-east-1') as 'us-east-1',
        defaultTags: { tags: { 'canvass:stage': stage, 'canvass:made-by': 'sst' } },
      },
    },
  }),
  async run() {
    const { canvass } = await import('./stacks/canvass.ts')
    return canvass()
  },
})
