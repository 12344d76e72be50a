import type { Site } from '../../component.ts'
import { feedError } from '../../errors/feed-error.ts'
import type { Request } from './request.ts'
import { namesIn } from './template.ts'

/** Reports values that no later request asks for: one of the two is a mistake. */
export function reportUnused(requests: readonly Request[], site: Site): void {
  for (const [index, { name: request, carries }] of requests.entries()) {
    const later = requests.slice(index + 1)
    const asked = new Set(
      later.flatMap(({ names, whenChanged, forEach, templates }) => [
        ...names,
        ...whenChanged,
        ...(forEach?.carried ?? []),
        ...[...templates.values()].flatMap(namesIn),
      ]),
    )
    for (const { name } of carries) {
      if (asked.has(name)) continue
      const why = `no request behind it has {${name}}, or when_changed or for_each with it`
      const at = site.position(['requests', request, 'carry', name])
      site.report(feedError('SPEC_UNREACHABLE', { what: `The value "${name}"`, why }, { at }))
    }
  }
}
