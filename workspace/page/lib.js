/** The vendored libraries under the names this page uses. Text in a template is always a text node. */
import { h, render } from "./vendor/preact.js";
import htm from "./vendor/htm.js";

export { render };
export { useEffect, useLayoutEffect, useReducer, useRef, useState } from "./vendor/hooks.js";
export const html = htm.bind(h);
