/**
 * The addon that Node loads: it loads the real one beside it, so that TensorFlow says nothing meanwhile.
 *
 * TensorFlow's libraries log lines to standard error from their constructors, before any setting can reach them. So
 * while they load, standard error is closed; the real addon lowers the log level for what comes later.
 * TF_CPP_MIN_LOG_LEVEL=0 in the environment lets everything through.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <node_api.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string>

namespace {

/** Sends standard error nowhere for as long as it lives. */
class Silence {
 public:
  explicit Silence(bool wanted) : kept_(wanted ? dup(STDERR_FILENO) : -1) {
    if (kept_ < 0) return;
    const int nowhere = open("/dev/null", O_WRONLY);
    if (nowhere >= 0) dup2(nowhere, STDERR_FILENO);
    if (nowhere >= 0) close(nowhere);
  }
  ~Silence() {
    if (kept_ < 0) return;
    dup2(kept_, STDERR_FILENO);
    close(kept_);
  }

 private:
  int kept_;
};

std::string Neighbour(const char* name) {
  Dl_info self;
  if (dladdr(reinterpret_cast<void*>(&Neighbour), &self) == 0) return name;
  const std::string path = self.dli_fname;
  return path.substr(0, path.rfind('/') + 1) + name;
}

}  // namespace

NAPI_MODULE_INIT() {
  setenv("TF_CPP_MIN_LOG_LEVEL", "3", /*overwrite=*/0);
  const bool quiet = std::strcmp(std::getenv("TF_CPP_MIN_LOG_LEVEL"), "0") != 0;
  using Register = napi_value (*)(napi_env, napi_value);
  Register real = nullptr;
  {
    const Silence silence(quiet);
    void* library = dlopen(Neighbour("synthclass_tensorflow.so").c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library != nullptr) real = reinterpret_cast<Register>(dlsym(library, "synthclass_register"));
  }
  if (real == nullptr) {
    napi_throw_error(env, nullptr, dlerror());
    return nullptr;
  }
  return real(env, exports);
}
