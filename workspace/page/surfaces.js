/** Where blocks stand: a message or a view. Each holds values and carries to the app what is done. */
import { act, set, state } from "./state.js";

/** The value in Slack's `state.values`: its type, and under the field's own name what is chosen. */
function fieldOf(values, block, element) {
  const kept = values[block.block_id]?.[element.action_id] || {};
  const field = Object.keys(kept).find((name) => name !== "type");
  return [field, field && kept[field]];
}

export function messageSurface(message) {
  const press = (block, element, chosen = {}) =>
    act("click", {
      in: state.seen.place.id,
      ts: message.ts,
      block_id: block.block_id,
      action_id: element.action_id,
      chosen,
    });
  return {
    press,
    value: (block, element) => fieldOf(message.values, block, element)[1],
    change: (block, element, next) => press(block, element, { [fieldOf(message.values, block, element)[0]]: next }),
    async suggest(block, element, typed) {
      const about = { in: state.seen.place.id, ts: message.ts, block_id: block.block_id, action_id: element.action_id };
      if (typed.length < (element.min_query_length ?? 3)) return [];
      const answer = await act("suggest", { ...about, typed });
      return answer.ok ? answer.options : [];
    },
  };
}

const entered = {}; // by view: what was typed and chosen, as {block: {action: value}}

export function viewSurface(view, { errors = {}, clearError = () => {}, failed = () => {} } = {}) {
  const mine = (entered[view.id] ||= {});
  const stood = view.state.values;
  const value = (block, element) => {
    const own = mine[block.block_id];
    return own && element.action_id in own ? own[element.action_id] : fieldOf(stood, block, element)[1];
  };
  const about = (block, element) => ({
    view: view.id,
    block_id: block.block_id,
    action_id: element.action_id,
    values: mine,
  });
  const tell = async (name, body) => {
    const answer = await act(name, body, { quietly: true });
    if (!answer.ok) failed(answer.reason);
    return answer;
  };
  const enter = (block, element) => tell("enter", { ...about(block, element), value: value(block, element) });
  return {
    value,
    values: mine,
    error: (block_id) => errors[block_id],
    press: (block, element, chosen = {}) => tell("click", { ...about(block, element), chosen }),
    change(block, element, next) {
      (mine[block.block_id] ||= {})[element.action_id] = next;
      clearError(block.block_id);
      set({});
      if (!element.type.endsWith("_input") && (block.type !== "input" || block.dispatch_action)) enter(block, element);
    },
    commit(block, element) {
      const told = mine[block.block_id]?.[element.action_id];
      if (block.dispatch_action && told !== undefined && told !== fieldOf(stood, block, element)[1]) enter(block, element);
    },
    async suggest(block, element, typed) {
      if (typed.length < (element.min_query_length ?? 3)) return [];
      const answer = await tell("suggest", { ...about(block, element), typed });
      return answer.ok ? answer.options : [];
    },
  };
}
