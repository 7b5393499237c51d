// SPDX-License-Identifier: Apache-2.0
// Holds the schemas of described structs against ajv in strict mode: each compiles, takes and
// refuses the samples as kith's own reader did, and takes its own examples and defaults.
//
// node judge.mjs FILE, a list of {name, schema, samples: [{value, fits}]}.
import {readFileSync} from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const cases = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const complaints = [];
const count = {schemas: 0, taken: 0, refused: 0, examples: 0};

function validator(schema) {
  const ajv = new Ajv2020({strict: true, discriminator: true});
  addFormats(ajv, ['date-time', 'int32', 'int64']);
  return ajv.compile(schema);
}

/** Each property's examples and default, held against the property's own schema. */
function judgeExamples(name, schema) {
  for (const [component, definition] of Object.entries(schema.$defs ?? {})) {
    for (const [property, own] of Object.entries(definition.properties ?? {})) {
      const values = [...(own.examples ?? []), ...('default' in own ? [own.default] : [])];
      const fits = values.length ? validator({...own, $defs: schema.$defs}) : undefined;
      for (const value of values) {
        count.examples += 1;
        if (!fits(value)) {
          complaints.push(`${name}: ${component}.${property} refuses its ${JSON.stringify(value)}`);
        }
      }
    }
  }
}

for (const {name, schema, samples} of cases) {
  const fits = validator(schema);
  count.schemas += 1;
  judgeExamples(name, schema);
  for (const sample of samples) {
    count[sample.fits ? 'taken' : 'refused'] += 1;
    if (fits(sample.value) !== sample.fits) {
      const why = sample.fits ? JSON.stringify(fits.errors?.[0]) : sample.why;
      complaints.push(`${name}: the reader ${sample.fits ? 'takes' : 'refuses'} what the schema ` +
        `does not: ${JSON.stringify(sample.value).slice(0, 400)} (${why})`);
    }
  }
}

for (const complaint of complaints.slice(0, 20)) {
  console.error(complaint);
}
console.log(`${count.schemas} schemas, ${count.taken} samples to take, ${count.refused} to refuse, ` +
  `${count.examples} examples and defaults: ${complaints.length} complaints`);
const tooFew = count.taken < 500 || count.refused < 500 || count.examples < 10;
if (tooFew) {
  console.error('too few samples to judge by');
}
process.exit(complaints.length > 0 || tooFew ? 1 : 0);
