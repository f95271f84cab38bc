// Spravka in a Code node, one step for each item: an HTTP Request node sends, with n8n's credential.
// Mode of the node: Run Once for All Items.

// Yours: edit this part.

/** What is asked about an item. The secret has to be one that the HTTP Request node can fill in. */
function jobOf(json) {
  return {
    operation: 'fssp.search_physical',
    input: json, // { last_name, first_name, patronymic, birth_date, region }
  };
}

/** The node whose items the HTTP Request node has sent. */
const sentItem = (index) => $('What Next').itemMatching(index).json;

/** `http://127.0.0.1:PORT` of `spravka sandbox --listen`: every request goes there. */
const TEST_ORIGIN = undefined;

// The step: as it is.

const core = spravkaCore();

const results = [];
for (const [index, { json }] of $input.all().entries()) {
  const isAnswer = json.statusCode !== undefined || (json.error && !json.operation);
  const job = isAnswer ? sentItem(index) : json.step === 'wait' ? json : jobOf(json);
  const event = isAnswer ? cameBack(json) : 'elapsed';
  const { operation, input, state } = job;
  const options = { evidence: true, test_origin: TEST_ORIGIN, ...job.options };
  const call = state ? { call: 'resume', state, event } : { call: 'start', operation };
  const text = JSON.stringify({ ...call, input, options, now: new Date().toISOString() });
  const step = JSON.parse(core.dispatch(text));
  results.push({ json: shown(step, job), pairedItem: { item: index } });
}
return results;

/**
 * What the HTTP Request node gives: the full response with its body as text, or an error. As a file
 * it would be named after the whole URL, with the secret in it.
 */
function cameBack({ statusCode, headers, data, error }) {
  if (statusCode === undefined) {
    return thrown(error);
  }
  const response = responseOf(statusCode, headers);
  return response ? { response: { ...response, body: data ?? '' } } : lost();
}

function shown(step, { operation, input, options }) {
  switch (step.step) {
    case 'send': {
      const { request, state } = step;
      const isFillable = (request.slots ?? []).every(({ in: place }) =>
        ['query', 'header'].includes(place),
      );
      if (!isFillable || request.body !== undefined || request.tls_identity) {
        throw new Error(
          `${operation}: an HTTP Request node cannot fill in what this request needs`,
        );
      }
      return { step: 'send', operation, input, options, request, state };
    }
    case 'wait': {
      const { state, until, reason, needs } = step;
      return {
        step: needs ? 'needs' : 'wait',
        operation,
        input,
        options,
        state,
        until,
        needs,
        reason,
      };
    }
    case 'done':
      return { step: 'done', ...step.output, meta: step.meta };
    default:
      return {
        step: 'fail',
        outcome: 'not_checked',
        error: step.error,
        operation,
        input,
        state: step.state,
      };
  }
}
