#pragma once

#include <pthread.h>
#include <signal.h>

#include <thread>
#include <utility>

namespace iaq::journal {

/// Starts a thread that no signal reaches, so that none interrupts its writes; the loop's thread
/// takes them all.
template <class Work>
std::thread quiet_thread(const char* name, Work work) {
    sigset_t all;
    sigset_t before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before);
    std::thread started{[name, work = std::move(work)] {
        ::pthread_setname_np(::pthread_self(), name);
        work();
    }};
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return started;
}

}  // namespace iaq::journal
