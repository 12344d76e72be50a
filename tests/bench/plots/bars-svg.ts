import { BarChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { number } from '../table.ts'

use([BarChart, GridComponent, LegendComponent, SVGRenderer, TitleComponent])

/** Bars beside each other, for several things: `values` of a series are in the order of the things. Null: there is none. */
export interface Bars {
  readonly title: string
  /** Of the values. */
  readonly unit: string
  readonly of: readonly string[]
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[]
  /** Each step of the axis is ten times the one before. */
  readonly isLogarithmic?: boolean
  /** On one bar, one after the other. */
  readonly isStacked?: boolean
}

const width = 860
const colors = [
  '#8a8f98',
  '#1f6feb',
  '#d29922',
  '#2da44e',
  '#a475f9',
  '#cf222e',
  '#0a8f8f',
  '#6e4b2a',
  '#57606a',
]
const font = { fontFamily: 'sans-serif', color: '#24292f' }

/** A picture of bars as SVG: the same values give the same text. */
export function barsSvg({ title, unit, of, series, isLogarithmic = false, isStacked = false }: Bars): string {
  const perThing = isStacked ? 34 : 16 * series.length + 14
  const height = 110 + of.length * perThing
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    color: series.length > 1 ? colors : colors.slice(1),
    textStyle: font,
    title: { text: title, left: 10, top: 8, textStyle: { ...font, fontSize: 15 } },
    legend: {
      silent: true,
      show: series.length > 1,
      top: 34,
      left: 10,
      itemHeight: 10,
      itemGap: 18,
      textStyle: font,
    },
    grid: { left: 14 + 7 * Math.max(...of.map((name) => name.length)), right: 70, top: 64, bottom: 40 },
    xAxis: {
      type: isLogarithmic ? 'log' : 'value',
      name: unit,
      nameLocation: 'middle',
      nameGap: 24,
      axisLabel: { ...font, formatter: (value: number) => number(value) },
      splitLine: { lineStyle: { color: '#e6e8eb' } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: [...of],
      axisTick: { show: false },
      axisLabel: font,
    },
    series: series.map(({ name, values }) => ({
      name,
      type: 'bar',
      silent: true,
      barMaxWidth: isStacked ? 22 : 13,
      ...(isStacked ? { stack: 'one' } : {}),
      data: values.map((value) => (value === null ? '-' : value)),
      label: {
        show: !isStacked,
        position: 'right',
        ...font,
        fontSize: 11,
        formatter: ({ value }: { readonly value: unknown }) =>
          typeof value === 'number' ? number(value) : '',
      },
    })),
  })
  const svg = chart.renderToSVGString()
  chart.dispose()
  // The library numbers its pictures, and what is in them: the same text whatever was drawn before.
  const ids = new Map<string, string>()
  const own = (id: string): string => {
    const name = ids.get(id) ?? `c${ids.size}`
    ids.set(id, name)
    return name
  }
  return `${svg.replaceAll(/zr\d+-[\w-]+/g, own).replaceAll('><', '>\n<')}\n`
}
