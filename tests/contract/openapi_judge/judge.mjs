// SPDX-License-Identifier: Apache-2.0
// Holds an OpenAPI document against the specification and the stricter of Redocly's rule sets.
//
// node judge.mjs FILE
import {readFileSync} from 'node:fs';
import {createConfig, lintFromString} from '@redocly/openapi-core';

const config = await createConfig({
  extends: ['recommended-strict'],
  rules: {
    'operation-4xx-response': 'error',
    'operation-operationId': 'error',
    'operation-operationId-unique': 'error',
    'operation-parameters-unique': 'error',
    'operation-tag-defined': 'error',
    'no-unused-components': 'error',
    'no-invalid-media-type-examples': 'error',
    'no-invalid-schema-examples': 'error',
    'no-invalid-parameter-examples': 'error',
    'path-params-defined': 'error',
    'paths-kebab-case': 'off',
    'security-defined': 'error',
    // The server is wherever kith was installed.
    'no-server-example.com': 'off',
    'tag-description': 'off',
  },
});
const source = readFileSync(process.argv[2], 'utf8');
const problems = await lintFromString({source, absoluteRef: 'openapi.json', config});
for (const problem of problems.slice(0, 40)) {
  const at = problem.location?.[0]?.pointer ?? '';
  console.error(`${problem.severity} ${problem.ruleId} ${at}: ${problem.message}`);
}
const paths = Object.keys(JSON.parse(source).paths);
console.log(`${paths.length} paths: ${problems.length} complaints`);
process.exit(problems.length > 0 || paths.length < 5 ? 1 : 0);
