// A debtor's check: `debtor.plan` says whom to ask, until the report is due. All calls of a plan go on
// side by side, one step of each in turn.

import { Flow } from './flow.js';

export class Check {
  constructor(simulation, person) {
    Object.assign(this, { simulation, person, calls: [], plans: [] });
    this.plan();
  }

  get isOver() {
    return this.report !== undefined || this.fault !== undefined;
  }

  get running() {
    return this.calls.filter(({ flow }) => !flow.isOver);
  }

  pure(operation, input) {
    return this.simulation.dispatch({ call: 'start', operation, input });
  }

  /** Asks what is next, and starts it. */
  plan() {
    const calls = this.calls.map(({ source, operation, flow }) => ({
      source,
      operation,
      ...(flow.isOver ? { status: 'finished', step: flow.last.step } : { status: 'running' }),
    }));
    const secrets = Object.keys(this.simulation.secrets);
    const step = this.pure('debtor.plan', { person: this.person, calls, secrets });
    if (step.step === 'fail') {
      this.fault = step.error;
      return;
    }
    const { next, start = [], report_input } = step.output;
    this.plans.push(step.output);
    for (const { source, operation, input } of start) {
      this.calls.push({
        source,
        operation,
        flow: new Flow(this.simulation, { operation, input, options: { evidence: true } }),
      });
    }
    if (next === 'report') {
      const reported = this.pure('debtor.report', report_input);
      this.fault = reported.error;
      this.report = reported.output;
      this.score = this.report && this.pure('debtor.score', { report: this.report }).output;
    }
  }

  /** One step of each call that goes on; what waits the longest comes last. */
  advance() {
    const waits = ({ flow }) =>
      flow.last.step.step === 'wait' ? Date.parse(flow.last.step.until) : 0;
    const [first] = this.running.sort((one, other) => waits(one) - waits(other));
    first?.flow.advance();
    if (!first || first.flow.isOver) {
      this.plan();
    }
  }
}
