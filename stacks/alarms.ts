import type { DeployedFeed } from '../engine/deploy/deployment.ts'
import type { Wanted } from './alarm.ts'
import { type AlarmTopics, makeAlarmTopics } from './alarm-topics.ts'
import { alarmsOfFeeds } from './alarms-of-feeds.ts'
import { alarmsOfNetwork } from './alarms-of-network.ts'
import { alarmsOfServices, type Watched } from './alarms-of-services.ts'
import { makeBudget } from './budget.ts'
import type { Stage } from './stage.ts'

/** Every alarm, the topics that they tell, and the budget. docs/runbook.md says what to do about each. */
export function makeAlarms(feeds: readonly DeployedFeed[], watched: Watched, stage: Stage): AlarmTopics {
  const topics = makeAlarmTopics()
  const { exits } = watched
  for (const wanted of [
    ...alarmsOfFeeds(feeds, stage.name),
    ...alarmsOfServices(watched),
    ...(exits === undefined ? [] : alarmsOfNetwork(exits)),
  ])
    makeAlarm(wanted, topics)
  makeBudget(stage, topics)
  return topics
}

/** Also when it ends, somebody is told. */
function makeAlarm(wanted: Wanted, topics: AlarmTopics): void {
  const { does, about, severity, from, isBelow, periods, silenceRings, isMuted } = wanted
  const told = [topics[severity].arn]
  new aws.cloudwatch.MetricAlarm(`Alarm${resourceName(does)}`, {
    name: `${$app.name}-${$app.stage}: ${does}`,
    alarmDescription: `${about} What to do: docs/runbook.md, "${does}".`,
    ...figureOf(wanted),
    comparisonOperator: isBelow === true ? 'LessThanThreshold' : 'GreaterThanOrEqualToThreshold',
    threshold: from,
    evaluationPeriods: periods,
    datapointsToAlarm: periods,
    treatMissingData: silenceRings === true ? 'breaching' : 'notBreaching',
    actionsEnabled: isMuted !== true,
    alarmActions: told,
    okActions: told,
    tags: { 'canvass:severity': severity },
  })
}

/** `Find out why` → `FindOutWhy`. */
const resourceName = (does: string): string =>
  does
    .split(' ')
    .map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`)
    .join('')

/** One series as it is, or an expression over several. */
function figureOf({ series, expression, periodSeconds: period }: Wanted) {
  const all = Object.entries(series)
  const [[, only] = [], ...others] = all
  if (expression === undefined && only !== undefined && others.length === 0) {
    const { namespace, name: metricName, dimensions, stat: statistic } = only
    return { namespace, metricName, dimensions: { ...dimensions }, statistic, period }
  }
  return {
    metricQueries: [
      { id: 'figure', expression: expression ?? '', label: 'figure', returnData: true },
      ...all.map(([id, { namespace, name: metricName, dimensions, stat }]) => ({
        id,
        metric: { namespace, metricName, dimensions: { ...dimensions }, stat, period },
      })),
    ],
  }
}
