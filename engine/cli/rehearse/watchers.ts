import type { NightEvent, Scene, Watcher } from '../../rehearse/scene.ts'
import type { Output } from '../output.ts'
import { type FrameParts, frameLines } from './frame.ts'
import { eventLine, type ShowTime } from './said.ts'

/** Draws no more often than this. Milliseconds. */
const betweenFrames = 50
const hideCursor = '\u001B[?25l'
const showCursor = '\u001B[?25h'

export interface ShownWatcher extends Watcher {
  /** Leaves the terminal as other output expects it. */
  end(): void
}

/** A line per event, appended. */
export function appendingWatcher(out: Output, time: ShowTime): ShownWatcher {
  return {
    seen: () => undefined,
    told: (event) => out.line(eventLine(event, time, out)),
    end: () => undefined,
  }
}

/** One picture in place, drawn again and again; `end` wipes it away. */
export function drawingWatcher(
  out: Output,
  parts: FrameParts,
  screen: { readonly height: number; readonly elapsed: () => number },
): ShownWatcher {
  const events: NightEvent[] = []
  let drawn = 0
  let last = Number.NEGATIVE_INFINITY
  let latest: Scene | undefined
  const up = () => (drawn > 0 ? `\u001B[${drawn}A` : hideCursor)
  const draw = (scene: Scene) => {
    const lines = frameLines(scene, events, parts).slice(0, screen.height - 1)
    out.raw(`${up()}${lines.map((line) => `\u001B[2K${line}\n`).join('')}\u001B[J`)
    drawn = lines.length
    last = screen.elapsed()
  }
  return {
    seen(scene) {
      latest = scene
      if (screen.elapsed() - last >= betweenFrames) draw(scene)
    },
    told(event) {
      events.push(event)
      // What happens is shown at once, not when the next poll is over.
      if (latest !== undefined) last = Number.NEGATIVE_INFINITY
    },
    end() {
      out.raw(drawn > 0 ? `${up()}\u001B[J${showCursor}` : showCursor)
      drawn = 0
    },
  }
}
