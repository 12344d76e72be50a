import type { SetUp } from '../entry/setup.ts'
import { command, exit } from './command.ts'
import type { Output } from './output.ts'
import { counted } from './words.ts'

export const setup = command({
  arguments: {},
  options: { check: { about: 'make nothing: only say what is missing, or is not as it should be' } },
  examples: ['feed setup --home aws', 'feed setup --home aws --check'],
  async run({ options, config, out, signal }) {
    if (config.cloud === undefined) {
      out.data({ home: 'embedded', found: [] })
      out.line(
        `The stores of this machine are made in ${config.data} with the first write: there is nothing to set up.`,
      )
      out.next('Poll the feeds once: feed run --once')
      return exit.fine
    }
    const { setUpCloud } = await import('../entry/setup.ts')
    const found: SetUp[] = []
    for await (const one of setUpCloud(config.cloud, config, { make: !options.check, signal })) {
      found.push(one)
      show(one, out)
    }
    out.data({ home: 'aws', found })
    return sayNext(found, out)
  },
})

function show({ what, name, is, added, differs }: SetUp, out: Output): void {
  const said = [
    differs.length > 0 ? out.style('red', 'differs') : is === 'missing' ? out.style('red', 'missing') : is,
    ...added.map((setting) => `${setting} switched on`),
  ]
  out.line(`${what.padEnd('stream'.length)}  ${name}  ${said.join(', ')}`)
  for (const { setting, has, wants } of differs) out.line(`        ${setting}: ${has}, should be ${wants}`)
}

function sayNext(found: readonly SetUp[], out: Output) {
  const [missing, different] = [
    found.filter(({ is }) => is === 'missing'),
    found.filter(({ differs }) => differs.length > 0),
  ]
  const differ = `${counted(different.length, 'difference')} that nobody changes for you: correct or make anew what differs, then "feed setup" again.`
  if (missing.length > 0) out.next(`${missing.length} missing. Make them: feed setup`)
  else if (different.length > 0) out.next(differ)
  else out.next('All is there. Poll the feeds once: feed run --once')
  return missing.length + different.length > 0 ? exit.problems : exit.fine
}
