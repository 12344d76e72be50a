import type { AlarmTopics } from './alarm-topics.ts'
import type { Stage } from './stage.ts'

/**
 * What a stage may cost in a month, by its tag (which has to be activated for cost allocation once: docs/deploy.md). Told at
 * four fifths of it, and when the month is forecast to end above it.
 */
export function makeBudget({ monthlyDollars }: Stage, { look }: AlarmTopics): void {
  const told = {
    comparisonOperator: 'GREATER_THAN',
    thresholdType: 'PERCENTAGE',
    subscriberSnsTopicArns: [look.arn],
  }
  new aws.budgets.Budget('Budget', {
    name: `${$app.name}-${$app.stage}`,
    budgetType: 'COST',
    timeUnit: 'MONTHLY',
    limitAmount: String(monthlyDollars),
    limitUnit: 'USD',
    costFilters: [{ name: 'TagKeyValue', values: [`user:canvass:stage$${$app.stage}`] }],
    notifications: [
      { ...told, notificationType: 'ACTUAL', threshold: 80 },
      { ...told, notificationType: 'FORECASTED', threshold: 100 },
    ],
  })
}
