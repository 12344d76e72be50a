import type { Watched } from './alarms-of-services.ts'
import type { Stage } from './stage.ts'
import { type Widget, widgetsOf } from './widgets.ts'

/** CloudWatch's grid is 24 wide. */
const width = 8
const height = 6

/** The dashboard of a stage: what docs/runbook.md tells people to look at. Answers with its name. */
export function makeDashboard(stage: Stage, watched: Watched): $util.Output<string> {
  const { region } = aws.getRegionOutput()
  const body = $util
    .output({ region, widgets: widgetsOf(stage.name, watched) })
    .apply(({ region: where, widgets }) =>
      JSON.stringify({
        start: '-PT3H',
        widgets: widgets.map((widget, n) => ({
          type: 'metric',
          x: (n % 3) * width,
          y: Math.floor(n / 3) * height,
          width,
          height,
          properties: propertiesOf(widget as Widget, where),
        })),
      }),
    )
  const { dashboardName } = new aws.cloudwatch.Dashboard('Dashboard', {
    dashboardName: `${$app.name}-${$app.stage}`,
    dashboardBody: body,
  })
  return dashboardName
}

const propertiesOf = ({ title, series, periodSeconds, mark }: Widget, region: string) => ({
  title,
  region,
  view: 'timeSeries',
  period: periodSeconds,
  yAxis: { left: { min: 0 } },
  metrics: series.map(({ namespace, name, dimensions, stat }) => [
    namespace,
    name,
    ...Object.entries(dimensions).flat(),
    { stat },
  ]),
  ...(mark !== undefined && { annotations: { horizontal: [{ value: mark, label: 'alarm' }] } }),
})
