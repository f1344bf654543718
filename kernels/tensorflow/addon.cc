/**
 * The addon of @tensorflow/tfjs-node-gpu plus a recorder of graph functions, on TensorFlow's C API.
 *
 * The package's two sources are compiled unchanged beside this file; their entry point is renamed on the compiler's
 * command line, and called here. loader.cc loads the result. On top of what the package exports come:
 *
 *   newGraph() -> graph                              an empty graph, freed with the JavaScript value
 *   opDefinition(graph, op) -> Uint8Array            the op's entry in TensorFlow's registry, a serialised OpDef
 *   addConstant(graph, shape, dtype, values) -> id   a Const node
 *   addNode(graph, op, inputs, attributes) -> [{ id, shape, dtype }]
 *                                                    a node; an input is an id, or an array of ids for a list
 *   registerFunction(graph, label, inputs, outputs, compiled) -> name
 *                                                    makes the graph a function of the eager context, under the label
 *                                                    and a number of its own, and frees the graph
 *   removeFunction(name)                             forgets it
 *
 * Every value of a graph has an id, counted from 0. A shape is null where its rank is unknown, with -1 for an unknown
 * dimension. Every failure is a JavaScript error with TensorFlow's message.
 */
#include <node_api.h>

#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "tensorflow/c/c_api.h"
#include "tensorflow/c/eager/c_api.h"
#include "tfjs_backend.h"

// The package's own entry point, renamed by the build.
extern "C" napi_value tfjs_register_module(napi_env env, napi_value exports);

namespace {

// ---- The eager context, a private member of the package's backend. An explicit instantiation may name it.

template <TFE_Context* tfnodejs::TFJSBackend::*member>
struct ContextMember {
  friend TFE_Context* ContextOf(tfnodejs::TFJSBackend* backend) { return backend->*member; }
};
template struct ContextMember<&tfnodejs::TFJSBackend::tfe_context_>;
TFE_Context* ContextOf(tfnodejs::TFJSBackend* backend);

// ---- TensorFlow's values, freed at the end of their scope.

struct Status {
  TF_Status* status = TF_NewStatus();
  ~Status() { TF_DeleteStatus(status); }
  operator TF_Status*() { return status; }
  void Expect() const {
    if (TF_GetCode(status) != TF_OK) throw std::runtime_error(TF_Message(status));
  }
};

template <typename Value, void (*Delete)(Value*)>
struct Deleter {
  void operator()(Value* value) const { Delete(value); }
};
template <typename Value, void (*Delete)(Value*)>
using Owned = std::unique_ptr<Value, Deleter<Value, Delete>>;

struct Graph {
  Owned<TF_Graph, TF_DeleteGraph> graph{TF_NewGraph()};
  std::vector<TF_Output> values;
  size_t nodes = 0;

  TF_Output Value(int64_t id) const {
    if (id < 0 || static_cast<size_t>(id) >= values.size()) throw std::runtime_error("no value has this id");
    return values[id];
  }
  std::string NextName(const std::string& op) { return op + "_" + std::to_string(nodes++); }
};

// ---- JavaScript's values.

struct Call {
  napi_env env;
  std::vector<napi_value> arguments;

  Call(napi_env env, napi_callback_info info, size_t count) : env(env), arguments(count) {
    Expect(napi_get_cb_info(env, info, &count, arguments.data(), nullptr, nullptr));
  }
  static void Expect(napi_status status) {
    if (status != napi_ok) throw std::runtime_error("an argument is not of the expected kind");
  }

  std::string Text(napi_value value) const {
    size_t length = 0;
    Expect(napi_get_value_string_utf8(env, value, nullptr, 0, &length));
    std::string text(length + 1, '\0');
    Expect(napi_get_value_string_utf8(env, value, &text[0], length + 1, &length));
    text.resize(length);
    return text;
  }
  int64_t Integer(napi_value value) const {
    int64_t integer = 0;
    Expect(napi_get_value_int64(env, value, &integer));
    return integer;
  }
  double Number(napi_value value) const {
    double number = 0;
    Expect(napi_get_value_double(env, value, &number));
    return number;
  }
  bool Truth(napi_value value) const {
    bool truth = false;
    Expect(napi_get_value_bool(env, value, &truth));
    return truth;
  }
  napi_value Property(napi_value object, const char* name) const {
    napi_value value;
    Expect(napi_get_named_property(env, object, name, &value));
    return value;
  }
  bool IsArray(napi_value value) const {
    bool is_array = false;
    Expect(napi_is_array(env, value, &is_array));
    return is_array;
  }
  std::vector<napi_value> Items(napi_value array) const {
    uint32_t length = 0;
    Expect(napi_get_array_length(env, array, &length));
    std::vector<napi_value> items(length);
    for (uint32_t i = 0; i < length; i++) Expect(napi_get_element(env, array, i, &items[i]));
    return items;
  }
  std::vector<int64_t> Integers(napi_value array) const {
    std::vector<int64_t> integers;
    for (napi_value item : Items(array)) integers.push_back(Integer(item));
    return integers;
  }
  Graph& GraphAt(size_t argument) const {
    void* data = nullptr;
    Expect(napi_get_value_external(env, arguments[argument], &data));
    if (!static_cast<Graph*>(data)->graph) throw std::runtime_error("the graph has become a function");
    return *static_cast<Graph*>(data);
  }
  std::vector<TF_Output> Values(const Graph& graph, napi_value ids) const {
    std::vector<TF_Output> values;
    for (int64_t id : Integers(ids)) values.push_back(graph.Value(id));
    return values;
  }

  napi_value From(int64_t integer) const {
    napi_value value;
    Expect(napi_create_int64(env, integer, &value));
    return value;
  }
  napi_value From(const std::vector<int64_t>& integers) const {
    napi_value array;
    Expect(napi_create_array_with_length(env, integers.size(), &array));
    for (size_t i = 0; i < integers.size(); i++) Expect(napi_set_element(env, array, i, From(integers[i])));
    return array;
  }
  napi_value From(const std::string& text) const {
    napi_value value;
    Expect(napi_create_string_utf8(env, text.data(), text.size(), &value));
    return value;
  }
  napi_value Nothing() const {
    napi_value value;
    Expect(napi_get_null(env, &value));
    return value;
  }
  TFE_Context* Context() const {
    void* backend = nullptr;
    Expect(napi_get_instance_data(env, &backend));
    return ContextOf(static_cast<tfnodejs::TFJSBackend*>(backend));
  }
};

// ---- What is exported.

napi_value NewGraph(const Call& call) {
  napi_value external;
  auto graph = std::make_unique<Graph>();
  Call::Expect(napi_create_external(
      call.env, graph.get(), [](napi_env, void* data, void*) { delete static_cast<Graph*>(data); }, nullptr, &external));
  graph.release();
  return external;
}

napi_value OpDefinition(const Call& call) {
  Status status;
  Owned<TF_Buffer, TF_DeleteBuffer> definition(TF_NewBuffer());
  TF_GraphGetOpDef(call.GraphAt(0).graph.get(), call.Text(call.arguments[1]).c_str(), definition.get(), status);
  status.Expect();
  napi_value bytes;
  Call::Expect(napi_create_buffer_copy(call.env, definition->length, definition->data, nullptr, &bytes));
  return bytes;
}

/** { id, shape, dtype } of one output of a node, which becomes a value of the graph. */
napi_value AddValue(const Call& call, Graph& graph, TF_Output output) {
  Status status;
  const int rank = TF_GraphGetTensorNumDims(graph.graph.get(), output, status);
  status.Expect();
  std::vector<int64_t> shape(rank < 0 ? 0 : rank);
  TF_GraphGetTensorShape(graph.graph.get(), output, shape.data(), static_cast<int>(shape.size()), status);
  if (rank >= 0) status.Expect();

  const int64_t id = static_cast<int64_t>(graph.values.size());
  graph.values.push_back(output);
  napi_value value;
  Call::Expect(napi_create_object(call.env, &value));
  Call::Expect(napi_set_named_property(call.env, value, "id", call.From(id)));
  Call::Expect(napi_set_named_property(call.env, value, "shape", rank < 0 ? call.Nothing() : call.From(shape)));
  Call::Expect(napi_set_named_property(call.env, value, "dtype", call.From(TF_OperationOutputType(output))));
  return value;
}

size_t ElementBytes(napi_typedarray_type kind) {
  static const size_t bytes[] = {1, 1, 1, 2, 2, 4, 4, 4, 8, 8, 8};  // in the order of napi_typedarray_type
  return bytes[kind];
}

napi_value AddConstant(const Call& call) {
  Graph& graph = call.GraphAt(0);
  const std::vector<int64_t> shape = call.Integers(call.arguments[1]);
  const TF_DataType dtype = static_cast<TF_DataType>(call.Integer(call.arguments[2]));
  napi_typedarray_type kind;
  size_t length = 0, offset = 0;
  void* data = nullptr;
  napi_value buffer;
  Call::Expect(napi_get_typedarray_info(call.env, call.arguments[3], &kind, &length, &data, &buffer, &offset));
  size_t bytes = TF_DataTypeSize(dtype);
  for (int64_t size : shape) bytes *= size;
  const bool fills = kind <= napi_biguint64_array && length * ElementBytes(kind) == bytes;
  if (!fills) throw std::runtime_error("the values do not fill the shape");

  Status status;
  Owned<TF_Tensor, TF_DeleteTensor> tensor(TF_AllocateTensor(dtype, shape.data(), static_cast<int>(shape.size()), bytes));
  if (bytes > 0) std::memcpy(TF_TensorData(tensor.get()), data, bytes);
  TF_OperationDescription* node = TF_NewOperation(graph.graph.get(), "Const", graph.NextName("Const").c_str());
  TF_SetAttrTensor(node, "value", tensor.get(), status);
  TF_SetAttrType(node, "dtype", dtype);
  Status finished;
  TF_Operation* operation = TF_FinishOperation(node, finished);
  status.Expect();
  finished.Expect();
  graph.values.push_back({operation, 0});
  return call.From(static_cast<int64_t>(graph.values.size()) - 1);
}

void SetAttribute(const Call& call, TF_OperationDescription* node, napi_value attribute) {
  const std::string name = call.Text(call.Property(attribute, "name"));
  const napi_value value = call.Property(attribute, "value");
  const bool list = call.IsArray(value);
  const int64_t type = call.Integer(call.Property(attribute, "type"));
  if (type == TF_ATTR_STRING) {
    const std::string text = call.Text(value);
    TF_SetAttrString(node, name.c_str(), text.data(), text.size());
  } else if (type == TF_ATTR_INT && list) {
    const std::vector<int64_t> integers = call.Integers(value);
    TF_SetAttrIntList(node, name.c_str(), integers.data(), static_cast<int>(integers.size()));
  } else if (type == TF_ATTR_INT) {
    TF_SetAttrInt(node, name.c_str(), call.Integer(value));
  } else if (type == TF_ATTR_FLOAT && list) {
    std::vector<float> numbers;
    for (napi_value item : call.Items(value)) numbers.push_back(static_cast<float>(call.Number(item)));
    TF_SetAttrFloatList(node, name.c_str(), numbers.data(), static_cast<int>(numbers.size()));
  } else if (type == TF_ATTR_FLOAT) {
    TF_SetAttrFloat(node, name.c_str(), static_cast<float>(call.Number(value)));
  } else if (type == TF_ATTR_BOOL && list) {
    std::vector<unsigned char> truths;
    for (napi_value item : call.Items(value)) truths.push_back(call.Truth(item));
    TF_SetAttrBoolList(node, name.c_str(), truths.data(), static_cast<int>(truths.size()));
  } else if (type == TF_ATTR_BOOL) {
    TF_SetAttrBool(node, name.c_str(), call.Truth(value));
  } else if (type == TF_ATTR_TYPE) {
    TF_SetAttrType(node, name.c_str(), static_cast<TF_DataType>(call.Integer(value)));
  } else if (type == TF_ATTR_SHAPE) {
    const std::vector<int64_t> shape = call.Integers(value);
    TF_SetAttrShape(node, name.c_str(), shape.data(), static_cast<int>(shape.size()));
  } else {
    throw std::runtime_error("attribute " + name + " is of a kind that cannot be set");
  }
}

napi_value AddNode(const Call& call) {
  Graph& graph = call.GraphAt(0);
  const std::string op = call.Text(call.arguments[1]);
  // Read the inputs before the node is begun: a begun node must be finished.
  std::vector<std::pair<bool, std::vector<TF_Output>>> inputs;
  for (napi_value input : call.Items(call.arguments[2])) {
    const bool list = call.IsArray(input);
    inputs.emplace_back(list, list ? call.Values(graph, input)
                                   : std::vector<TF_Output>{graph.Value(call.Integer(input))});
  }
  TF_OperationDescription* node = TF_NewOperation(graph.graph.get(), op.c_str(), graph.NextName(op).c_str());
  for (const auto& [list, values] : inputs) {
    if (list) TF_AddInputList(node, values.data(), static_cast<int>(values.size()));
    else TF_AddInput(node, values[0]);
  }
  std::string refusal;
  try {
    for (napi_value attribute : call.Items(call.arguments[3])) SetAttribute(call, node, attribute);
  } catch (const std::exception& error) {
    refusal = error.what();
  }
  Status status;
  TF_Operation* operation = TF_FinishOperation(node, status);
  if (!refusal.empty()) throw std::runtime_error(refusal);
  status.Expect();

  const int count = TF_OperationNumOutputs(operation);
  napi_value outputs;
  Call::Expect(napi_create_array_with_length(call.env, count, &outputs));
  for (int i = 0; i < count; i++) {
    Call::Expect(napi_set_element(call.env, outputs, i, AddValue(call, graph, {operation, i})));
  }
  return outputs;
}

napi_value RegisterFunction(const Call& call) {
  Graph& graph = call.GraphAt(0);
  static int64_t count = 0;
  const std::string name = call.Text(call.arguments[1]) + "_" + std::to_string(count++);
  const std::vector<TF_Output> inputs = call.Values(graph, call.arguments[2]);
  const std::vector<TF_Output> outputs = call.Values(graph, call.arguments[3]);
  Status status;
  Owned<TF_Function, TF_DeleteFunction> function(
      TF_GraphToFunction(graph.graph.get(), name.c_str(), /*append_hash_to_fn_name=*/0, /*num_opers=*/-1, nullptr,
                         static_cast<int>(inputs.size()), inputs.data(), static_cast<int>(outputs.size()),
                         outputs.data(), nullptr, nullptr, "", status));
  status.Expect();
  // The function has a copy. JavaScript may keep the graph for long, not knowing its size.
  graph.values.clear();
  graph.graph.reset();
  if (call.Truth(call.arguments[4])) {
    const char truth[] = {0x28, 0x01};  // AttrValue { b: true }
    TF_FunctionSetAttrValueProto(function.get(), "_XlaMustCompile", truth, sizeof truth, status);
    status.Expect();
  }
  TFE_ContextAddFunction(call.Context(), function.get(), status);
  status.Expect();
  return call.From(name);
}

napi_value RemoveFunction(const Call& call) {
  Status status;
  TFE_ContextRemoveFunction(call.Context(), call.Text(call.arguments[0]).c_str(), status);
  status.Expect();
  return call.Nothing();
}

/** A C++ function as one of JavaScript, whose exceptions become JavaScript's. */
template <napi_value (*function)(const Call&), size_t count>
napi_value Callback(napi_env env, napi_callback_info info) {
  try {
    return function(Call(env, info, count));
  } catch (const std::exception& error) {
    napi_throw_error(env, nullptr, error.what());
    return nullptr;
  }
}

void Export(napi_env env, napi_value exports, const char* name, napi_callback callback) {
  napi_value function;
  Call::Expect(napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, nullptr, &function));
  Call::Expect(napi_set_named_property(env, exports, name, function));
}

}  // namespace

extern "C" NAPI_MODULE_EXPORT napi_value synthclass_register(napi_env env, napi_value exports) {
  exports = tfjs_register_module(env, exports);
  if (exports == nullptr) return nullptr;
  Export(env, exports, "newGraph", Callback<NewGraph, 0>);
  Export(env, exports, "opDefinition", Callback<OpDefinition, 2>);
  Export(env, exports, "addConstant", Callback<AddConstant, 4>);
  Export(env, exports, "addNode", Callback<AddNode, 4>);
  Export(env, exports, "registerFunction", Callback<RegisterFunction, 5>);
  Export(env, exports, "removeFunction", Callback<RemoveFunction, 1>);
  return exports;
}
