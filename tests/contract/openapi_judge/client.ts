// SPDX-License-Identifier: Apache-2.0
// Uses the types made from the document the way the web does. What must not compile is expected to
// fail, so that types which have become too wide are noticed as well.
import type {components, paths} from './schema';

type Schemas = components['schemas'];
type Place = paths['/api/v1/shop/orders']['post'];
type Change = paths['/api/v1/shop/orders/{order_id}']['patch'];
type List = paths['/api/v1/shop/orders']['get'];

export const place: NonNullable<Place['requestBody']>['content']['application/json'] = {
  title: 'Two crates',
};
// @ts-expect-error the title is required
export const empty: typeof place = {};
// @ts-expect-error members that nobody described are refused
export const more: typeof place = {title: 'x', role: 'admin'};

export const change: NonNullable<Change['requestBody']>['content']['application/json'] = {
  note: null,
};
// @ts-expect-error the order is named by the path
export const elsewhere: typeof change = {order_id: '412'};

export const headers: Change['parameters']['header'] = {'If-Match': '"7"'};
// @ts-expect-error a change says what it changes
export const none: Change['parameters']['header'] = {};

export const query: List['parameters']['query'] = {limit: 20, states: ['open']};
// @ts-expect-error no such state
export const other: List['parameters']['query'] = {states: ['lost']};

export function titles(page: List['responses'][200]['content']['application/json']): string[] {
  return page.items.map((order) => `${order.id} ${order.title}`);
}

/** The type of an event tells what its data are. */
export function told(event: Schemas['Event']): string {
  switch (event.type) {
    case 'conversation.status_changed.v1':
      return `${event.data.from} to ${event.data.to}`;
    case 'message.added.v1':
      return event.data.direction;
    default:
      return String(event.sequence);
  }
}

export function explain(problem: Schemas['Problem']): string {
  return problem.code === 'invalid'
    ? (problem.errors ?? []).map((fault) => fault.pointer + fault.code).join()
    : problem.detail;
}
