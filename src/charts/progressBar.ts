/**
 * @file A bar that says how far a long run is: in place in a notebook and a terminal, now and then in a log.
 */
import { randomUUID } from "node:crypto";
import { escapeHtml } from "./escapeHtml";
import { durationText } from "./format";
import { displayBundle, insideNotebook } from "./notebook";

/** Tells how far a run is. */
export interface ProgressBar {
  /** So much is done; the text says what was seen, as "loss 0.41". */
  update(done: number, text?: string): void;
  /** The last state, which stays. */
  finish(text?: string): void;
}

/** Where a bar draws itself, and by which clock: for tests, and to be left out otherwise. */
export interface ProgressPlace {
  /** Milliseconds from any fixed moment. */
  now(): number;
  notebook: boolean;
  terminal: boolean;
  write(text: string): void;
}

/**
 * A progress bar with the time that has passed and, by the mean speed so far, the time that is left.
 *
 * @param total how much there is to do, in any unit
 * @throws RangeError if total is not above 0, or done is not a number from 0 to total
 */
export function progressBar(title: string, total: number, place: ProgressPlace = here()): ProgressBar {
  if (!(total > 0)) throw new RangeError(`progressBar: total is ${total}, expected a number above 0`);
  const draw = place.notebook ? inNotebook() : place.terminal ? inTerminal(place) : inLog(place);
  const start = place.now();
  let drawn = start;
  let last = 0;
  const state = (done: number, text: string, finished: boolean): State => {
    return { title, total, done, text, finished, seconds: (place.now() - start) / 1000 };
  };
  draw.show(state(0, "", false), true);
  return {
    update(done, text = "") {
      if (!(done >= 0 && done <= total)) {
        throw new RangeError(`progressBar: done is ${done}, expected a number from 0 to ${total}`);
      }
      last = done;
      if (place.now() - drawn < draw.milliseconds) return;
      drawn = place.now();
      draw.show(state(done, text, false), false);
    },
    finish(text = "") {
      draw.show(state(last, text, true), false);
    },
  };
}

interface State {
  title: string;
  total: number;
  done: number;
  text: string;
  finished: boolean;
  seconds: number;
}

/** One way to draw: how often at most, and how. */
interface Drawing {
  milliseconds: number;
  show(state: State, first: boolean): void;
}

function here(): ProgressPlace {
  return {
    now: () => performance.now(),
    notebook: insideNotebook(),
    terminal: process.stderr.isTTY === true,
    write: (text) => process.stderr.write(text),
  };
}

function inNotebook(): Drawing {
  const transient = { display_id: randomUUID() };
  return {
    milliseconds: 200,
    show(state, first) {
      displayBundle({ data: { "text/html": html(state), "text/plain": line(state) }, transient }, !first);
    },
  };
}

function inTerminal(place: ProgressPlace): Drawing {
  const meter = (state: State) => {
    const full = Math.round((20 * state.done) / state.total);
    return `${"█".repeat(full)}${"░".repeat(20 - full)}`;
  };
  return {
    milliseconds: 200,
    show: (state) => place.write(`\r\u001b[K${meter(state)} ${line(state)}${state.finished ? "\n" : ""}`),
  };
}

function inLog(place: ProgressPlace): Drawing {
  return {
    milliseconds: 10_000,
    show(state, first) {
      if (!first) place.write(`${line(state)}\n`);
    },
  };
}

/** "CE: 120 of 400 (30 %), 12 s, 28 s left, loss 0.41"; at the end "CE: 400 of 400, 40 s, loss 0.20". */
function line({ title, total, done, text, finished, seconds }: State): string {
  const share = finished ? "" : ` (${Math.floor((100 * done) / total)} %)`;
  const words = [`${title}: ${done} of ${total}${share}`, durationText(seconds)];
  if (!finished && done > 0 && done < total)
    words.push(`${durationText((seconds / done) * (total - done))} left`);
  if (text) words.push(text);
  return words.join(", ");
}

/** A thin bar above the line; the notebook's own colours. */
function html(state: State): string {
  const share = ((100 * state.done) / state.total).toFixed(1);
  const color = state.done < state.total && state.finished ? stoppedColor : runningColor;
  const inner = `<div style="width: ${share}%; height: 100%; background: ${color}; border-radius: 3px"></div>`;
  const bar = `<div style="${barStyle}">${inner}</div>`;
  return `<div style="max-width: 480px">${bar}<div style="${lineStyle}">${escapeHtml(line(state))}</div></div>`;
}

const runningColor = "#0072b2";
const stoppedColor = "#8a9099";
const barStyle = "height: 6px; border-radius: 3px; background: rgba(128, 128, 128, 0.25); margin: 6px 0 4px";
const lineStyle = "font-size: 90%; font-variant-numeric: tabular-nums; opacity: 0.85";
