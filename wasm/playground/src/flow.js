// A flow as the page plays it: one step at a time, every step kept. The loop is that of every host:
// while the step is `send`, `wait` or `store`, do it and resume.

/** The sandbox as one place with a time of its own, which stands still while nobody waits. */
export class Simulation {
  constructor(engine, now = Date.now()) {
    this.engine = engine;
    this.world = engine.world();
    this.secrets = { ...this.world.secrets };
    this.began = now;
    this.now = now;
  }

  get time() {
    return new Date(this.now).toISOString();
  }

  dispatch(call, body, files) {
    return this.engine.dispatch({ ...call, now: this.time }, body, files);
  }

  /** What is sent, and what comes of it. */
  exchange(request, files, secrets) {
    const filled = this.engine.fill(request, { ...this.secrets, ...secrets }, files);
    const answer = this.world.respond(filled, this.now);
    this.now += answer.failure?.kind === 'timeout' ? filled.timeout_ms : 200;
    return { filled, answer };
  }
}

/** One flow. `entries` are its steps in order, each with the time and with what the host did. */
export class Flow {
  constructor(simulation, { operation, input, files = {}, options = {}, secrets = {} }) {
    Object.assign(this, { simulation, operation, input, files, options, secrets });
    this.entries = [];
    this.push(simulation.dispatch({ call: 'start', operation, input, options }, undefined, files));
  }

  get last() {
    return this.entries.at(-1);
  }

  /** `done`, `fail`, or a `wait` for an input: nothing goes on by itself. */
  get isOver() {
    const { step } = this.last;
    return !['send', 'wait', 'store'].includes(step.step) || step.reason === 'input_needed';
  }

  /** Does what the last step says. */
  advance() {
    const entry = this.last;
    const { step } = entry;
    if (step.step === 'send') {
      entry.exchange = this.simulation.exchange(step.request, this.files, this.secrets);
      const [event, body] = arrived(entry.exchange);
      this.resume(step.state, event, body);
    } else if (step.step === 'wait') {
      this.simulation.now = Math.max(this.simulation.now, Date.parse(step.until));
      this.resume(step.state, 'elapsed');
    } else {
      Object.assign(this.simulation.secrets, step.secrets);
      this.resume(step.state, 'stored');
    }
  }

  /** A person has decided, has given what was missing, or wants to go on after a failure. */
  choose(choice) {
    this.resume(this.last.step.state, { choice });
  }

  provide(input, files) {
    Object.assign(this, { input, files: { ...this.files, ...files } });
    this.resume(this.last.step.state, 'elapsed');
  }

  takeUp() {
    const { error, state } = this.last.step;
    this.simulation.now = Math.max(this.simulation.now, Date.parse(error.retry_at) || 0);
    this.resume(state, 'elapsed');
  }

  resume(state, event, body) {
    const { input, options } = this;
    this.push(
      this.simulation.dispatch({ call: 'resume', state, input, event, options }, body, this.files),
    );
  }

  push(step) {
    this.entries.push({ step, at: this.simulation.now });
  }
}

/** The event of an exchange, and the body beside it. */
function arrived({ answer }) {
  if (answer.failure) {
    return [answer];
  }
  const { status, headers, body } = answer;
  return [{ response: { status, headers, simulated: true } }, body];
}
